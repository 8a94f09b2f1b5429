package dev.tributary.warehouse.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The part of a store whose keys begin with a prefix, which its own keys are without.
 *
 * @param prefix without a slash at the end
 */
public record Below(ObjectStore store, String prefix) implements ObjectStore {

  @Override
  public List<String> list(String begin) throws IOException {
    return store.list(key(begin)).stream().map(key -> key.substring(prefix.length() + 1)).toList();
  }

  @Override
  public Optional<byte[]> get(String key) throws IOException {
    return store.get(key(key));
  }

  @Override
  public void put(String key, Path file) throws IOException {
    store.put(key(key), file);
  }

  private String key(String own) {
    return prefix + "/" + own;
  }
}
