package dev.tributary.local.servers;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * How to run a program that refuses to run as root.
 *
 * <p>An ordinary user runs it as it is. Root puts it in a user namespace of its own, where it is
 * nobody yet still owns root's files; where the system forbids namespaces (containers do) it
 * becomes the user {@value #NOBODY}, to whom the directory is given.
 *
 * @param prefix words before the command
 * @param owner who must own the program's files; empty where that is as it should be
 */
record Unprivileged(List<String> prefix, OptionalInt owner) {

  private static final int ROOT = 0;

  private static final int NOBODY = 65534;

  private static final List<String> NAMESPACE = List.of("unshare", "--user");

  private static final List<String> OTHER_USER =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

  Unprivileged {
    prefix = List.copyOf(prefix);
  }

  /** Chooses a way that works here for programs that use {@code directory}. */
  static Unprivileged find(Path directory) {
    if (new UnixSystem().getUid() != ROOT) {
      return new Unprivileged(List.of(), OptionalInt.empty());
    }
    if (succeeds(NAMESPACE, "true")) {
      return new Unprivileged(NAMESPACE, OptionalInt.of(ROOT));
    }
    if (succeeds(OTHER_USER, "test", "-x", directory.toString())) {
      return new Unprivileged(OTHER_USER, OptionalInt.of(NOBODY));
    }
    throw new ServerNotReady(
        "PostgreSQL does not run as root, and here root can neither make a user namespace (unshare)"
            + " nor become nobody (setpriv) with access to "
            + directory
            + ": run as an ordinary user, or set TRIBUTARY_HOME to a directory everybody may enter");
  }

  /** Whether the programs themselves must be where another user can reach them. */
  boolean isAnotherUser() {
    return owner.isPresent() && owner.getAsInt() != ROOT;
  }

  /** Gives {@code directory} and what it holds to the user the program will run as. */
  void own(Path directory) throws IOException {
    if (owner.isEmpty()) {
      return;
    }
    try (var paths = Files.walk(directory)) {
      for (var path : paths.toList()) {
        give(path, owner.getAsInt());
      }
    }
  }

  private static void give(Path path, int uid) throws IOException {
    var current = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!current.equals(uid)) {
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static boolean succeeds(List<String> prefix, String... command) {
    var line = new ArrayList<>(prefix);
    line.addAll(List.of(command));
    try {
      var process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
