package dev.tributary.audience.domain.plan;

import java.util.Map;

/** The newest version of every definition, in force or not. */
public interface Latest {

  /** By rule id. Another instance exactly when something changed. */
  Map<Long, Specified> all();
}
