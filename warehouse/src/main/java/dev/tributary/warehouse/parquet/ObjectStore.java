package dev.tributary.warehouse.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files by key, such as {@code shop/tracks/date=2026-03-01/hour=12/x.parquet}. A file is there
 * whole or not at all, and safe when {@link #put} returns.
 *
 * <p>Blocking. Every method throws {@link IOException} if the store cannot be reached or refuses.
 */
public interface ObjectStore {

  /** The keys that begin so, in any order. */
  List<String> list(String prefix) throws IOException;

  /** What is under the key; empty if nothing is. */
  Optional<byte[]> get(String key) throws IOException;

  /** Puts a file's bytes under the key, in the place of what was there. */
  void put(String key, Path file) throws IOException;
}
