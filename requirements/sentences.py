"""What can go wrong while preparing, each as one sentence with its cure, in Chinese and English."""

from __future__ import annotations

import errno
import sys

DISK_FULL = (
    "磁盘已满，请腾出约 1 GB 空间后重试。 / The disk is full: free about 1 GB and run the same command again ({where})."
)
NO_PERMISSION = (
    "没有写入权限：{where}；请换用该目录的所有者运行，或把仓库放到可写的目录。"
    " / No permission to write to {where}: run as the folder's owner, or put the repository where you may write."
)
NO_VENV = (
    "此 Python 缺少 venv 或 pip；Debian/Ubuntu 请运行 apt-get install python3-venv 后重试。"
    " / This Python ({python}) has no working venv or pip: on Debian or Ubuntu run `apt-get install python3-venv`,"
    " then start again."
)
NO_INDEX = (
    "无法连接软件包索引；请检查网络，或用 pip 配置（PIP_INDEX_URL）指定本单位的镜像后重试。"
    " / The package index cannot be reached: check the network, or name your own mirror in pip's configuration"
    " (PIP_INDEX_URL), then run the same command again."
)
WRONG_DIGEST = (
    "下载的软件包与锁定的摘要不符；请更换镜像，或运行 pip cache purge 后重试。"
    " / A downloaded package does not match the digest in the lock: use another mirror or run `pip cache purge`,"
    " then try again ({detail})."
)
NOT_IN_INDEX = (
    "软件包索引中没有所需版本；请等待镜像同步或更换镜像。"
    " / The package index does not have a needed version: wait for the mirror to catch up or use another one ({detail})."
)
NOT_UNDERSTOOD = (
    "安装未成功：{detail}；可删除 .venv 目录后重试。"
    " / The installation failed: {detail}; delete the folder .venv and run the same command again."
)

# First match wins; the words are those of pip, uv, venv and the operating system.
SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (DISK_FULL, ("No space left on device", "Errno 28", "os error 28", "Disk quota exceeded")),
    (WRONG_DIGEST, ("DO NOT MATCH THE HASHES", "Hash mismatch")),
    (NO_PERMISSION, ("Permission denied", "Read-only file system", "os error 13", "os error 30")),
    (
        NO_INDEX,
        (
            "NewConnectionError", "Failed to establish a new connection", "Temporary failure in name resolution",
            "Name or service not known", "ReadTimeoutError", "ConnectTimeoutError", "Connection refused",
            "ProxyError", "SSLError", "Could not fetch URL", "Network is unreachable", "RemoteDisconnected",
            "Connection broken", "Connection aborted", "IncompleteRead", "(from versions: none)",
        ),
    ),
    (NOT_IN_INDEX, ("No matching distribution found", "Could not find a version that satisfies")),
    (NO_VENV, ("ensurepip", "No module named venv", "No module named pip", "no pip")),
)  # fmt: skip


class Failure(Exception):
    """A step of the preparation failed; the text is already the sentence for the user."""

    @classmethod
    def from_output(cls, step: str, output: str) -> Failure:
        """Read the output of a failed program and choose the sentence."""
        lines = [line.strip() for line in output.splitlines() if line.strip()]
        errors = [line for line in lines if line.upper().startswith("ERROR")]
        detail = (errors or lines or [step])[-1][:200]
        for sentence, signs in SIGNS:
            if any(sign in output for sign in signs):
                return cls(sentence.format(where=".venv", python=sys.executable, detail=detail))
        return cls(NOT_UNDERSTOOD.format(detail=detail))


def sentence_for(failure: Failure | OSError, root: str) -> str:
    """The sentence for a failure; an error of the operating system is named by its number."""
    if isinstance(failure, Failure):
        return str(failure)
    where = failure.filename or root
    if failure.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL.format(where=where)
    if failure.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NO_PERMISSION.format(where=where)
    return NOT_UNDERSTOOD.format(detail=f"{failure.strerror} ({where})")
