package dev.tributary.identity.domain.entity;

import dev.tributary.platform.domain.Unavailable;
import java.util.List;
import java.util.function.Function;

/** Where entities, their members and what is still to be told of them are kept. */
public interface EntityStore {

  /** The rules in force for derived entities. What they were is read again by each transaction. */
  List<EntityRule.Derived> rules();

  /** Whether members are to be told of changes, or profiles looked at under a changed rule. */
  Pending pending();

  /** Work that is still to be done. */
  record Pending(boolean announcements, boolean derivations) {}

  /**
   * Does some work as one: all of it is stored, or none. Only one such work runs at a time,
   * whatever the number of instances, and it sees all that was stored before; so work is short.
   *
   * @throws Unavailable while the store is away
   */
  <T> T inTransaction(Function<EntityTransaction, T> work);
}
