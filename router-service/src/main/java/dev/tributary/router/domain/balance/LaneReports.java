package dev.tributary.router.domain.balance;

import java.util.Optional;

/** Asks destinations how they are doing. */
public interface LaneReports {

  /** The report of a destination; empty where none of that name runs here. */
  Optional<LaneReport> report(String destination);
}
