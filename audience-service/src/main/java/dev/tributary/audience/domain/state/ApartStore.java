package dev.tributary.audience.domain.state;

/**
 * Where some of a profile stands apart, to write it too. Two are equal if they are the same place.
 */
public interface ApartStore extends Apart {

  Limits limits();

  void writeState(long anchor, long feature, byte[] state);

  void dropState(long anchor, long feature);

  void writePage(long number, byte[] page);

  void dropPage(long number);

  /**
   * What is written together, in bytes.
   *
   * @param state that stands with others; a larger one is a row of its own
   * @param profile that is one record; a larger one is laid out in pages
   * @param page that is not cut into several, unless it is all of one number
   */
  record Limits(int state, int profile, int page) {}
}
