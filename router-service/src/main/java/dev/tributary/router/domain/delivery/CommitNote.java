package dev.tributary.router.domain.delivery;

/**
 * What is committed beside a position: what is settled above it, and which values wait below and
 * above it to be told. One text, because the two are true together only.
 *
 * @param progress of {@link Progress#note}
 * @param waiting empty where nothing waits
 */
public record CommitNote(String progress, String waiting) {

  /** A broker takes 4,096 bytes by default. */
  private static final int MAX_LENGTH = 3_980;

  private static final char SEPARATOR = '|';

  public static CommitNote read(String text) {
    int at = text.indexOf(SEPARATOR);
    return at < 0
        ? new CommitNote(text, "")
        : new CommitNote(text.substring(0, at), text.substring(at + 1));
  }

  /** How long {@code waiting} may be beside this progress. */
  public static int room(String progress) {
    return MAX_LENGTH - progress.length();
  }

  public String text() {
    return waiting.isEmpty() ? progress : progress + SEPARATOR + waiting;
  }
}
