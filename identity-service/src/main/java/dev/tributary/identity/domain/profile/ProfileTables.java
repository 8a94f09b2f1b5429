package dev.tributary.identity.domain.profile;

/** Whether what becomes known of profiles is told as rows of the profile tables, too. */
public enum ProfileTables {
  /** It is. */
  TOLD,
  /** It is not: nothing is read or sent for it. */
  LEFT_OUT
}
