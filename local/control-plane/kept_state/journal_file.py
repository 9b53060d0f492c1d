"""The file with the control plane's state: frames, each of which is one atomic change.

A frame is written by one system call before the call that caused it is answered, so that no kill of the process loses
it. A frame that a kill left incomplete is removed when the file is opened. The file is not synchronized with the disk:
a loss of power can lose the last seconds.
"""

import fcntl
import os
import struct
import time
import zlib
from collections.abc import Iterator

_MAGIC = b"lake control plane 1\n"
# Length and CRC-32 of the content.
_HEADER = struct.Struct("<II")
_LOCK_SECONDS = 20


class DamagedState(Exception):
    """The file can't be read; it was not changed."""


class JournalFile:
    """Appends frames to a file, accessible only to its owner."""

    def __init__(self, folder: str) -> None:
        """Waits until no other process uses the folder.

        Raises DamagedState if another process keeps using it.
        """
        os.makedirs(folder, mode=0o700, exist_ok=True)
        self._file = os.path.join(folder, "journal")
        self._lock = os.open(os.path.join(folder, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._await_lock()
        self._descriptor = -1
        self.size = 0

    def read(self) -> Iterator[bytes]:
        """The content of each frame, from the first. Afterwards the file can be appended to.

        Raises DamagedState if a complete frame is damaged, or the file is another user's.
        """
        self._descriptor = self._open(self._file)
        found = os.fstat(self._descriptor)
        if found.st_uid != os.getuid() or found.st_mode & 0o077:
            raise DamagedState(f"{self._file} is accessible to other users than its owner")
        if found.st_size < len(_MAGIC):
            self._truncate(0)
            self._write(_MAGIC)
            return
        with open(self._file, "rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise DamagedState(f"{self._file} is no journal of this version")
            self.size = len(_MAGIC)
            while True:
                header = file.read(_HEADER.size)
                if len(header) < _HEADER.size:
                    break
                length, checksum = _HEADER.unpack(header)
                content = file.read(length)
                if len(content) < length:
                    break
                if zlib.crc32(content) != checksum:
                    raise DamagedState(f"{self._file} is damaged at byte {self.size}")
                self.size += _HEADER.size + length
                yield content
        self._truncate(self.size)

    def append(self, content: bytes) -> None:
        """Raises OSError if it can't be written; nothing of it remains in the file."""
        self._write(_HEADER.pack(len(content), zlib.crc32(content)) + content)

    def replace(self, contents: Iterator[bytes]) -> None:
        """Replaces all frames at once."""
        draft = JournalFile.__new__(JournalFile)
        draft._file = f"{self._file}.draft"
        draft._descriptor = draft._open(draft._file)
        try:
            draft._truncate(0)
            draft._write(_MAGIC)
            for content in contents:
                draft.append(content)
            os.rename(draft._file, self._file)
        except BaseException:
            os.close(draft._descriptor)
            # It would take the space that is missing.
            os.unlink(draft._file)
            raise
        os.close(self._descriptor)
        self._descriptor, self.size = draft._descriptor, draft.size

    def _write(self, data: bytes) -> None:
        written = 0
        try:
            while written < len(data):
                written += os.write(self._descriptor, memoryview(data)[written:])
        except OSError:
            self._truncate(self.size)
            raise
        self.size += len(data)

    def _truncate(self, size: int) -> None:
        os.ftruncate(self._descriptor, size)
        self.size = size

    @staticmethod
    def _open(file: str) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        return os.open(file, flags, 0o600)

    def _await_lock(self) -> None:
        # moto ends a moment after the emulator that was killed.
        deadline = time.monotonic() + _LOCK_SECONDS
        while True:
            try:
                return fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() > deadline:
                    raise DamagedState(f"{self._file} is in use by another process") from None
                time.sleep(0.02)
