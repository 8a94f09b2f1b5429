package dev.tributary.local.servers;

import dev.tributary.local.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * A server ended or stayed silent instead of becoming ready. The message ends with its last words.
 */
public final class ServerNotReady extends RuntimeException {

  private static final int LAST_WORDS = 15;

  ServerNotReady(String server, String reason, ChildProcess process) {
    super(server + " " + reason + "; its log " + process.log() + " ends with:\n" + tail(process));
  }

  ServerNotReady(String message) {
    super(message);
  }

  /** Whether the message, last words included, contains {@code words}. */
  boolean says(String words) {
    return toString().contains(words);
  }

  private static String tail(ChildProcess process) {
    try {
      List<String> lines = Files.readAllLines(process.log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
    } catch (IOException e) {
      return "(unreadable: " + e.getMessage() + ")";
    }
  }
}
