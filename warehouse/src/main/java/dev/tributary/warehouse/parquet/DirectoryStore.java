package dev.tributary.warehouse.parquet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A directory. A file is written beside its place, forced to the disk and then moved there at once,
 * and the directories on the way to it are forced too. What a crash leaves begins with {@code .}
 * and is no key.
 */
public final class DirectoryStore implements ObjectStore {

  private static final String UNFINISHED = ".unfinished-";

  private final Path root;

  public DirectoryStore(Path root) {
    this.root = root.toAbsolutePath();
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    var directory = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .map(file -> root.relativize(file).toString())
          .filter(key -> key.startsWith(prefix))
          .toList();
    }
  }

  @Override
  public Optional<byte[]> get(String key) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(root.resolve(key)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public void put(String key, Path file) throws IOException {
    var target = root.resolve(key);
    makeDirectory(parent(target));
    var unfinished = target.resolveSibling(UNFINISHED + target.getFileName());
    Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
    force(unfinished, StandardOpenOption.WRITE);
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    force(parent(target), StandardOpenOption.READ);
  }

  private static void makeDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      makeDirectory(parent(directory));
      Files.createDirectories(directory);
      force(parent(directory), StandardOpenOption.READ);
    }
  }

  private static Path parent(Path path) {
    var parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (var channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}
