package dev.tributary.identity.storage;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows turned into one array a column, as {@code unnest} takes them. */
public final class Columns<T> {

  private final Collection<T> rows;
  private final Tuple arguments = Tuple.tuple();

  private Columns(Collection<T> rows) {
    this.rows = rows;
  }

  public static <T> Columns<T> of(Collection<T> rows) {
    return new Columns<>(rows);
  }

  public Columns<T> uuids(Function<T, UUID> column) {
    var uuids = new UUID[rows.size()];
    int i = 0;
    for (var row : rows) {
      uuids[i++] = column.apply(row);
    }
    arguments.addArrayOfUUID(uuids);
    return this;
  }

  /** A text of each row, or null. */
  public Columns<T> texts(Function<T, @Nullable String> column) {
    var texts = new @Nullable String[rows.size()];
    int i = 0;
    for (var row : rows) {
      texts[i++] = column.apply(row);
    }
    arguments.addArrayOfString(texts);
    return this;
  }

  public Columns<T> longs(ToLongFunction<T> column) {
    var longs = new Long[rows.size()];
    int i = 0;
    for (var row : rows) {
      longs[i++] = column.applyAsLong(row);
    }
    arguments.addArrayOfLong(longs);
    return this;
  }

  public Columns<T> ints(ToIntFunction<T> column) {
    var ints = new Integer[rows.size()];
    int i = 0;
    for (var row : rows) {
      ints[i++] = column.applyAsInt(row);
    }
    arguments.addArrayOfInteger(ints);
    return this;
  }

  public Columns<T> bytes(Function<T, byte[]> column) {
    var buffers = new Buffer[rows.size()];
    int i = 0;
    for (var row : rows) {
      buffers[i++] = Buffer.buffer(column.apply(row));
    }
    arguments.addArrayOfBuffer(buffers);
    return this;
  }

  public Tuple tuple() {
    return arguments;
  }
}
