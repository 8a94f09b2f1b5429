package dev.tributary.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A history as an analyst would have it: Parquet files in the order of arrival, a row an event with
 * its payload as JSON text, and beside it the two properties that queries ask for as columns of
 * their own. Written by DuckDB from text, part by part, so that little of it is there twice.
 */
final class ParquetHistory implements AutoCloseable {

  private static final int ROWS_A_PART = 500_000;

  private final DuckDb duckDb;
  private final Path folder;
  private final Path text;
  private @Nullable BufferedWriter writer;
  private int rows;
  private int parts;

  ParquetHistory(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.text = folder.resolve("part.txt");
    this.duckDb = DuckDb.open(folder.resolve("spare"));
  }

  void add(Track track, String payload) throws Exception {
    var out = writer;
    if (out == null) {
      out = Files.newBufferedWriter(text);
      writer = out;
    }
    out.write(ResolvedEvents.profileId(track.profile()));
    out.write('\t');
    out.write(track.event());
    out.write('\t');
    out.write(Long.toString(track.atMillis()));
    out.write('\t');
    out.write(track.total());
    out.write("\tc");
    out.write(Integer.toString(track.category()));
    out.write('\t');
    out.write(payload);
    out.write('\n');
    if (++rows == ROWS_A_PART) {
      flush();
    }
  }

  /** Writes what was added as a file. */
  void flush() throws IOException, SQLException {
    var out = writer;
    if (out == null) {
      return;
    }
    out.close();
    writer = null;
    rows = 0;
    duckDb.execute(
        """
        COPY (SELECT profile_id, event, epoch_ms(happened) AS happened, total, category, payload::JSON AS payload
          FROM read_csv('%s', delim = '\t', quote = '', escape = '', header = false,
            columns = {profile_id: 'VARCHAR', event: 'VARCHAR', happened: 'BIGINT', total: 'DOUBLE',
              category: 'VARCHAR', payload: 'VARCHAR'}))
        TO '%s/part-%04d.parquet' (FORMAT parquet)
        """
            .formatted(text, folder, parts++));
    Files.delete(text);
  }

  /**
   * The profiles with so many such events since a moment.
   *
   * @param where SQL over the columns
   */
  Set<String> atLeast(int count, String where, long sinceMillis) throws SQLException {
    return duckDb.column(
        """
        SELECT profile_id FROM read_parquet('%s/part-*.parquet')
        WHERE %s AND happened > epoch_ms(%d) GROUP BY profile_id HAVING count(*) >= %d
        """
            .formatted(folder, where, sinceMillis, count));
  }

  /** How large the files are. */
  long bytes() throws IOException {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    if (writer != null) {
      writer.close();
    }
    duckDb.close();
  }
}
