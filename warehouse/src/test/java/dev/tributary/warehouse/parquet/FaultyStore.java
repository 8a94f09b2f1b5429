package dev.tributary.warehouse.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A real store that goes away for good at one of its puts: before it, or after the file is there.
 */
final class FaultyStore implements ObjectStore {

  private final ObjectStore real;
  private final int last;
  private final boolean arrives;
  private int puts;

  FaultyStore(ObjectStore real, int last, boolean arrives) {
    this.real = real;
    this.last = last;
    this.arrives = arrives;
  }

  boolean failed() {
    return puts >= last;
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return real.list(prefix);
  }

  @Override
  public Optional<byte[]> get(String key) throws IOException {
    return real.get(key);
  }

  @Override
  public void put(String key, Path file) throws IOException {
    puts++;
    if (puts < last || (puts == last && arrives)) {
      real.put(key, file);
    }
    if (puts >= last) {
      throw new IOException("away");
    }
  }
}
