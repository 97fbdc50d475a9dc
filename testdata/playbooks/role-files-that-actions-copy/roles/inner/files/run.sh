#!/bin/sh
echo "script of inner $1"
