package dev.tributary.warehouse.domain.naming;

import java.util.HashSet;
import java.util.Set;

/**
 * How one warehouse's schemas, tables and columns are called.
 *
 * <p>A name is {@linkplain SnakeCase snake-cased}; gets a {@code _} in front if it is a reserved
 * word, begins with a digit, or begins as the warehouse does not allow; and is cut with a hash of
 * the whole at its end if it is too long. Where nothing is left, it is {@code _} and a hash. The
 * same text always gives the same name; two texts may give one name, which is for the caller to
 * settle.
 *
 * @param maxLength of a name in characters, which are ASCII
 * @param reserved words that cannot be names, or could not without quotes
 * @param beginnings which no name may have
 */
public record Naming(int maxLength, Set<String> reserved, Set<String> beginnings) {

  private static final int HASH_LENGTH = 8;
  private static final Set<String> SYSTEM_SCHEMAS =
      Set.of("information_schema", "pg_catalog", "system", "temp");

  public Naming {
    reserved = Set.copyOf(reserved);
    beginnings = Set.copyOf(beginnings);
  }

  /** The same with more reserved words. */
  public Naming reserving(Set<String> words) {
    var more = new HashSet<>(reserved);
    more.addAll(words);
    return new Naming(maxLength, more, beginnings);
  }

  /** The schema of a source; never one that belongs to the warehouse itself. */
  public String schema(String source) {
    var name = name(source);
    return SYSTEM_SCHEMAS.contains(name) ? "_" + name : name;
  }

  /** The table of a track event; never one of those that every schema has. */
  public String table(String event) {
    var name = name(event);
    return Tables.isOfEverySchema(name) ? "_" + name : name;
  }

  /** The column of a property, given the names on the way to it joined by {@code _}. */
  public String column(String path) {
    return name(path);
  }

  private String name(String text) {
    var snake = SnakeCase.of(text);
    if (snake.isEmpty()) {
      return "_" + Digest.of(text, HASH_LENGTH);
    }
    var legal = isLegal(snake) ? snake : "_" + snake;
    return legal.length() <= maxLength
        ? legal
        : legal.substring(0, maxLength - HASH_LENGTH - 1) + "_" + Digest.of(snake, HASH_LENGTH);
  }

  private boolean isLegal(String name) {
    return !reserved.contains(name)
        && !Character.isDigit(name.charAt(0))
        && beginnings.stream().noneMatch(name::startsWith);
  }
}
