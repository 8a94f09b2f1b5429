package dev.tributary.router.domain.list;

import java.util.List;

/**
 * Tells who is in an audience, at least as new as every change that has been told. May block for as
 * long as one answer may take; never throws for what the other side or the network does.
 */
public interface Members {

  /** Most profiles that one question is about: each may have 2,000 identifiers, and many traits. */
  int MOST = 200;

  /** What is true of these profiles now, in their order. */
  Answer<List<Member>> lookUp(String audience, List<String> profileIds);

  /** Whose an identifier is now. */
  Answer<Owner> owner(Member.Name name);

  /** Whose an identifier is. */
  sealed interface Owner {

    record Profile(String id) implements Owner {}

    record Nobody() implements Owner {}

    /** It joins nobody: several have it. */
    record Several() implements Owner {}
  }

  /**
   * Members, page after page.
   *
   * @param cursor empty for the first page
   */
  Answer<Page> list(String audience, String cursor);

  /** How many members there are. */
  Answer<Long> size(String audience);

  /**
   * Ids of members.
   *
   * @param next cursor of the next page; empty on the last
   */
  record Page(List<String> profileIds, String next) {
    public Page {
      profileIds = List.copyOf(profileIds);
    }
  }

  /** What came of asking. */
  sealed interface Answer<T> {

    record Known<T>(T what) implements Answer<T> {}

    /**
     * Nobody can tell now.
     *
     * @param reason for a person
     */
    record Unavailable<T>(String reason) implements Answer<T> {}
  }
}
