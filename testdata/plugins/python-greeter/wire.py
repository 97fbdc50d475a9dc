"""Frames, messages and values of protocol version 1, on the `flatbuffers` package alone."""
import struct

import flatbuffers

PROTOCOL_VERSION = 1
MAX_FRAME_BYTES = 16 * 1024 * 1024
STREAM_WINDOW_BYTES = 1024 * 1024

# Tags of the union `Message`.
HELLO, ERROR_REPLY, CANCEL, DESCRIBE_REQUEST, DESCRIBE_REPLY = 1, 2, 3, 4, 5
EXECUTE_REQUEST, EXECUTE_REPLY, EXEC_REQUEST, EXEC_REPLY = 6, 7, 18, 19
LOG_MESSAGE, STREAM_CHUNK, STREAM_CREDIT, STREAM_END = 32, 34, 35, 36

# Members of `ErrorKind`.
INTERNAL, UNSUPPORTED_VERSION, UNSUPPORTED_MESSAGE, NOT_FOUND = 0, 1, 2, 3
INVALID_REQUEST, INVALID_ARGUMENT, CANCELLED = 4, 5, 6


class WireError(Exception):
    """What was read is not the protocol."""


class Table:
    """A table of a received frame. Every read is checked: the package has no verifier."""

    def __init__(self, frame, position):
        self.frame, self.position = frame, position

    def unpack(self, kind, at):
        """One number at `at`."""
        if at < 0:
            raise WireError("an offset leads out of the frame")
        try:
            return struct.unpack_from("<" + kind, self.frame, at)[0]
        except struct.error:
            raise WireError("an offset leads out of the frame") from None

    def field(self, index):
        """Where a field is, or None where it is absent."""
        vtable = self.position - self.unpack("i", self.position)
        slot = 4 + index * 2
        if slot >= self.unpack("H", vtable):
            return None
        offset = self.unpack("H", vtable + slot)
        return self.position + offset if offset else None

    def number(self, index, kind, absent=0):
        at = self.field(index)
        return absent if at is None else self.unpack(kind, at)

    def target(self, index):
        """Where the offset of a field leads, or None."""
        at = self.field(index)
        if at is None:
            return None
        offset = self.unpack("I", at)
        if offset == 0 or at + offset >= len(self.frame):
            raise WireError("an offset leads out of the frame")
        return at + offset

    def table(self, index):
        at = self.target(index)
        return None if at is None else Table(self.frame, at)

    def vector(self, index, element_bytes=1):
        """The bytes of a vector; none where it is absent."""
        at = self.target(index)
        if at is None:
            return b""
        count = self.unpack("I", at)
        end = at + 4 + count * element_bytes
        if end > len(self.frame):
            raise WireError("a vector is longer than the frame")
        return self.frame[at + 4:end]

    def text(self, index):
        return self.vector(index).decode("utf-8", "replace")


def read_frame(stream):
    """The next frame without its size, or None at the end of the stream."""
    prefix = stream.read(4)
    if not prefix:
        return None
    if len(prefix) < 4:
        raise WireError("the stream ends within a frame")
    (size,) = struct.unpack("<I", prefix)
    if size + 4 > MAX_FRAME_BYTES or size < 8:
        raise WireError("a frame of %d bytes: %r" % (size, prefix))
    frame = stream.read(size)
    if len(frame) < size:
        raise WireError("the stream ends within a frame")
    if frame[4:8] != b"SHEP":
        raise WireError("not a frame of ours: %r" % frame[:16])
    return frame


def envelope(frame):
    """Protocol version, correlation id, tag and message of a frame."""
    (root,) = struct.unpack_from("<I", frame)
    table = Table(frame, root)
    return (table.number(0, "H"), table.number(1, "I"), table.number(3, "B"), table.table(4))


class Message(flatbuffers.Builder):
    """A frame being written."""

    def __init__(self):
        super().__init__(1024)

    def table(self, size, **fields):
        """A table of `size` slots; `u8_3=1` sets slot 3 to a byte, `at_0=x` to an offset."""
        setters = {
            "u8": self.PrependUint8Slot,
            "u16": self.PrependUint16Slot,
            "u32": self.PrependUint32Slot,
            "i32": self.PrependInt32Slot,
            "at": self.PrependUOffsetTRelativeSlot,
        }
        self.StartObject(size)
        for name, value in fields.items():
            kind, slot = name.split("_")
            setters[kind](int(slot), value, 0)
        return self.EndObject()

    def offsets(self, offsets):
        """A vector of offsets."""
        self.StartVector(4, len(offsets), 4)
        for offset in reversed(offsets):
            self.PrependUOffsetTRelative(offset)
        return self.EndVector()

    def frame(self, tag, body, correlation_id=0, parent_id=0):
        """The finished frame, size prefix included."""
        root = self.table(
            5, u16_0=PROTOCOL_VERSION, u32_1=correlation_id, u32_2=parent_id, u8_3=tag, at_4=body
        )
        self.FinishSizePrefixed(root, b"SHEP")
        return bytes(self.Output())


# Kinds of a node.
NULL, FALSE, TRUE, INT32, INT64, DOUBLE, STRING, BYTES, LIST, MAP, BIG_STRING = range(11)
MAX_DEPTH = 200


def read_value(tree):
    """The value of a `ValueTree`."""
    nodes, text, blobs = tree.vector(0, 8), tree.vector(3), tree.vector(4)
    ints, doubles = tree.vector(1, 8), tree.vector(2, 8)
    at = 0

    def part(data, offset, length):
        if offset + length > len(data):
            raise WireError("a value lies outside the frame")
        return data[offset:offset + length]

    def read(depth):
        nonlocal at
        head, arg = struct.unpack("<II", part(nodes, at, 8))
        at += 8
        kind, length = head & 15, head >> 4
        if kind == INT32:
            return struct.unpack("<i", struct.pack("<I", arg))[0]
        if kind == INT64:
            return struct.unpack("<q", part(ints, arg * 8, 8))[0]
        if kind == DOUBLE:
            return struct.unpack("<d", part(doubles, arg * 8, 8))[0]
        if kind == STRING:
            return part(text, arg, length).decode("utf-8", "replace")
        if kind == BIG_STRING:
            return part(blobs, arg, length).decode("utf-8", "replace")
        if kind == BYTES:
            return bytes(part(blobs, arg, length))
        if kind in (LIST, MAP) and depth >= MAX_DEPTH:
            raise WireError("a value nests too deeply")
        if kind == LIST:
            return [read(depth + 1) for _ in range(length)]
        if kind == MAP:
            return {key(read(depth + 1)): read(depth + 1) for _ in range(length)}
        if kind > TRUE:
            raise WireError("there is no kind %d of value" % kind)
        return (None, False, True)[kind]

    def key(value):
        if isinstance(value, (list, dict, bytes)):
            raise WireError("a key is a list, a map or bytes")
        return value

    return read(0)


def write_value(message, value):
    """Writes a value of text, whole numbers, lists and maps; returns where it is."""
    nodes, text = [], bytearray()

    def write(item):
        if item is None or isinstance(item, bool):
            nodes.append(((NULL, FALSE, TRUE)[0 if item is None else 1 + item], 0))
        elif isinstance(item, int):
            nodes.append((INT32, item & 0xFFFFFFFF))
        elif isinstance(item, str):
            data = item.encode("utf-8")
            nodes.append((STRING | len(data) << 4, len(text)))
            text.extend(data)
        else:
            place = len(nodes)
            nodes.append(None)
            parts = item.items() if isinstance(item, dict) else item
            for each in parts:
                for child in each if isinstance(item, dict) else (each,):
                    write(child)
            kind = MAP if isinstance(item, dict) else LIST
            nodes[place] = (kind | len(item) << 4, len(nodes))

    write(value)
    text_vector = message.CreateByteVector(bytes(text))
    message.StartVector(8, len(nodes), 4)
    for head, arg in reversed(nodes):
        message.PrependUint32(arg)
        message.PrependUint32(head)
    return message.table(5, at_0=message.EndVector(), at_3=text_vector)
