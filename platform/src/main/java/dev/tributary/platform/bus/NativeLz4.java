package dev.tributary.platform.bus;

import net.jpountz.lz4.LZ4Factory;
import org.jboss.logging.Logger;

/**
 * LZ4 in machine code for Kafka's clients. By itself the library only takes its slow form in Java
 * where the application's class loader is not the system's, as in Quarkus; once the machine code
 * has been loaded it takes that.
 */
final class NativeLz4 {

  private static final Logger LOG = Logger.getLogger(NativeLz4.class);

  private NativeLz4() {}

  /** Loads it, where this machine can; else everything goes on as it was. */
  static void load() {
    try {
      LZ4Factory.nativeInstance();
    } catch (LinkageError | AssertionError | RuntimeException e) {
      LOG.infof("LZ4 runs in Java, which is slower: %s", e.getMessage());
    }
  }
}
