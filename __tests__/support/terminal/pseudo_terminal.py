"""Runs a program in a terminal of its own. Arguments: the columns and the rows of the terminal, and the program. Each line
of standard input is a JSON object: what is typed, another size, a signal for the program, or that the terminal is closed.
What the terminal shows goes to standard output.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios

columns, rows, *command = sys.argv[1:]


def resize(terminal, columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))


child, terminal = pty.fork()
if child == 0:
    resize(0, columns, rows)
    os.execvp(command[0], command)

typed = b""
sources = [0, terminal]
while terminal in sources:
    ready, _, _ = select.select(sources, [], [])
    if terminal in ready:
        try:
            shown = os.read(terminal, 65536)
        except OSError:
            # The program has ended.
            break
        if not shown:
            break
        os.write(1, shown)
    if 0 in ready:
        chunk = os.read(0, 65536)
        if not chunk:
            sources.remove(0)
            os.kill(child, 9)
        *lines, typed = (typed + chunk).split(b"\n")
        for line in lines:
            order = json.loads(line)
            if "size" in order:
                resize(terminal, *order["size"])
            elif "signal" in order:
                os.kill(child, order["signal"])
            elif "close" in order:
                os.close(terminal)
                sources.remove(terminal)
            else:
                os.write(terminal, order["typed"].encode())

sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
