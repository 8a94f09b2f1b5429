package dev.tributary.local.suite;

import dev.tributary.local.domain.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Held by the one supervisor of a state directory. The system lets go of it when that dies. */
final class SuiteLock implements AutoCloseable {

  private final FileChannel channel;

  private SuiteLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws InvalidInput when another supervisor has it
   */
  static SuiteLock take(Home home) {
    try {
      var channel =
          FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        var who = home.supervisor().running().map(process -> " (pid " + process.pid() + ")");
        throw new InvalidInput(
            "Tributary is already running from "
                + home.state()
                + who.orElse("")
                + ".\n./tributary status shows it, ./tributary down stops it.");
      }
      return new SuiteLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
