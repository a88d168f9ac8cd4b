"""The model file as docs/model-format.md lays it out: header, section table, sections. Needs nothing but Python."""
import hashlib, struct, zlib
from collections import namedtuple

Section = namedtuple('Section', 'name type shape data')     # type: its number; shape: one or two dimensions
ENTRY = '<32sIIIIQQI12x'


def assemble(sections):
    """A model file's bytes."""
    table, body = b'', b''
    at = 64 + 80 * len(sections)
    for name, kind, shape, data in sections:
        pad = -at % 64
        body += b'\0' * pad + data
        dims = (*shape, 1)[:2]
        table += struct.pack(ENTRY, name.encode(), kind, len(shape), *dims, at + pad, len(data), zlib.crc32(data))
        at += pad + len(data)
    rest = table + body
    return struct.pack('<8sIIQ32s8x', b'READOUT\0', 1, len(sections), 64 + len(rest), hashlib.sha256(rest).digest()) + rest


def take_apart(data):
    """The sections of a model file's bytes."""
    out = []
    for n in range(struct.unpack_from('<I', data, 12)[0]):
        name, kind, rank, first, second, at, size, _ = struct.unpack_from(ENTRY, data, 64 + 80 * n)
        out.append(Section(name.rstrip(b'\0').decode(), kind, (first, second)[:rank], data[at:at + size]))
    return out
