package dev.tributary.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a Java process holds, in MB. */
record JvmMemory(long pid) {

  private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /** Its heap after a full collection. */
  double liveHeap() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return found(HISTOGRAM_TOTAL, text) / 1e6;
  }

  /** Its memory that is not swapped out, the heap and all else. */
  double resident() throws IOException {
    return found(RESIDENT, Files.readString(Path.of("/proc/" + pid + "/status"))) / 1024.0;
  }

  private static long found(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern);
    }
    return Long.parseLong(found.group(1));
  }
}
