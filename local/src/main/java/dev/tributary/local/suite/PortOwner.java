package dev.tributary.local.suite;

import dev.tributary.local.servers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out whether a port can be had, and who has it if not. */
final class PortOwner {

  private static final String LISTENING = "0A";

  private static final int STATE = 3;

  private static final int INODE = 9;

  private PortOwner() {}

  /** Whether nobody listens on the port. */
  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(Ports.LOOPBACK), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The listening process, as far as this system tells this user. */
  static Optional<ProcessHandle> of(int port) {
    return Files.isReadable(Path.of("/proc/net/tcp")) ? fromProc(port) : fromLsof(port);
  }

  private static Optional<ProcessHandle> fromProc(int port) {
    var sockets = new HashSet<String>();
    for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      sockets.addAll(listening(Path.of(table), port));
    }
    return ProcessHandle.allProcesses().filter(process -> holds(process, sockets)).findFirst();
  }

  private static Set<String> listening(Path table, int port) {
    var inodes = new HashSet<String>();
    var suffix = ":%04X".formatted(port);
    try (var lines = Files.lines(table)) {
      lines
          .map(line -> line.strip().split("\\s+", -1))
          .filter(fields -> fields.length > INODE)
          .filter(fields -> fields[1].endsWith(suffix) && fields[STATE].equals(LISTENING))
          .forEach(fields -> inodes.add("socket:[" + fields[INODE] + "]"));
    } catch (IOException _) {
      // No such table: no such sockets.
    }
    return inodes;
  }

  private static boolean holds(ProcessHandle process, Set<String> sockets) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return files.anyMatch(file -> sockets.contains(target(file)));
    } catch (IOException e) {
      return false; // somebody else's, or just gone
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<ProcessHandle> fromLsof(int port) {
    try {
      var process =
          new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var answer =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
      return answer.lines().findFirst().flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
