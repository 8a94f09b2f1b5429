package dev.tributary.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts programs that are meant to outlive this one. */
public final class Background {

  private Background() {}

  /** Runs it in a session of its own, with everything it prints appended to {@code log}. */
  public static Process start(List<String> command, Path directory, Path log) throws IOException {
    var line = new ArrayList<>(OwnSession.prefix());
    line.addAll(command);
    return new ProcessBuilder(line)
        .directory(directory.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
