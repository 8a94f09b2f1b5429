package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.MembershipQueries;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A page of members.
 *
 * @param cursor to be sent for the next page; empty on the last
 */
@RegisterForReflection
record MembersWire(List<Member> data, String cursor) {

  /** One member, with every identifier by type, and the time of entry (ISO 8601, UTC). */
  @RegisterForReflection
  record Member(String profileId, Map<String, List<String>> identifiers, String since) {

    static Member of(MembershipQueries.Member member) {
      var since = Instant.ofEpochMilli(member.sinceMillis()).toString();
      return new Member(member.profileId(), member.identifiers(), since);
    }
  }

  static MembersWire of(MembershipQueries.MemberPage page, String cursor) {
    var members = page.members().stream().map(Member::of).toList();
    return new MembersWire(members, cursor);
  }
}
