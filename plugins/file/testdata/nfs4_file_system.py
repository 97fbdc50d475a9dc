"""A file system that mirrors a directory, and gives its files the NFSv4 lists that nfs4_getfacl reads.

usage: nfs4_file_system.py DIRECTORY MOUNTPOINT

It says `mounted` when it is mounted, and ends when it is unmounted.

As a client of an NFS server has it, the list is the attribute `system.nfs4_acl`, in XDR: how many
entries there are, and of each its type, flags, permissions and whom it is for. What was set is kept
in memory; a file that none was set for has the one that its mode says.
"""
import errno
import os
import struct
import sys

from fusepy import FUSE, FuseOSError, Operations

NAME = "system.nfs4_acl"
READ, WRITE, EXECUTE = 0x1, 0x2 | 0x4, 0x20
ALWAYS = 0x00020080  # Attributes and the list can be read.
GROUP = 0x40


def xdr(who, flags, mask):
    name = who.encode()
    padding = b"\0" * (-len(name) % 4)
    return struct.pack(">IIII", 0, flags, mask, len(name)) + name + padding


def from_mode(mode):
    entries = []
    for who, flags, shift in ("OWNER@", 0, 6), ("GROUP@", GROUP, 3), ("EVERYONE@", 0, 0):
        bits = mode >> shift
        mask = ALWAYS
        for bit, permission in (4, READ), (2, WRITE), (1, EXECUTE):
            if bits & bit:
                mask |= permission
        entries.append(xdr(who, flags, mask))
    return struct.pack(">I", len(entries)) + b"".join(entries)


class Mirror(Operations):
    def __init__(self, root):
        self.root = root
        self.lists = {}

    def init(self, path):
        print("mounted", flush=True)

    def at(self, path):
        return self.root + path

    def getattr(self, path, fh=None):
        st = os.lstat(self.at(path))
        names = "st_mode st_uid st_gid st_size st_nlink st_atime st_mtime st_ctime".split()
        return {name: getattr(st, name) for name in names}

    def readdir(self, path, fh):
        return [".", "..", *os.listdir(self.at(path))]

    def readlink(self, path):
        return os.readlink(self.at(path))

    def getxattr(self, path, name, position=0):
        if name != NAME:
            raise FuseOSError(errno.ENODATA)
        return self.lists.get(path) or from_mode(os.lstat(self.at(path)).st_mode)

    def setxattr(self, path, name, value, options, position=0):
        if name != NAME:
            raise FuseOSError(errno.EOPNOTSUPP)
        self.lists[path] = bytes(value)
        return 0

    def listxattr(self, path):
        return [NAME]


if __name__ == "__main__":
    FUSE(Mirror(sys.argv[1]), sys.argv[2], foreground=True, nothreads=True)
