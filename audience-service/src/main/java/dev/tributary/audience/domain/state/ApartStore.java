package dev.tributary.audience.domain.state;

/** Where states stand apart, to write them too. Two are equal if they are the same place. */
public interface ApartStore extends Apart {

  /** Of how many bytes a state is at most that stands in the profile itself. */
  int largest();

  void write(long anchor, long feature, byte[] state);

  void drop(long anchor, long feature);
}
