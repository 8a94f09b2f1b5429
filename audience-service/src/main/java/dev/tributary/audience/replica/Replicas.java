package dev.tributary.audience.replica;

/** Reaches the other replicas of this service. */
public interface Replicas {

  /** What the replica at an address holds; nothing is asked of it yet. */
  Holdings at(Address address);

  /** Where a replica listens. */
  record Address(String host, int port) {}
}
