#!/usr/bin/env python3
"""embed.py FILE OUTPUT: a file's bytes for C's {…}, with a zero behind them. Strings of C may not be so long."""
import sys
from pathlib import Path

data = Path(sys.argv[1]).read_bytes() + b'\0'
lines = [','.join(map(str, data[i:i + 40])) for i in range(0, len(data), 40)]
Path(sys.argv[2]).write_text(',\n'.join(lines) + '\n', 'utf-8')
