package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.MembershipQueries.Member;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The forms in which all members of an audience can be had as one file. */
enum MemberFormat {
  /** One JSON object a line and member, as a page of members holds them. */
  NDJSON("ndjson", "application/x-ndjson", ""),
  /** One row an identifier, RFC 4180; a member without any has none. */
  CSV("csv", "text/csv", "profile_id,since,type,value\r\n");

  private final String word;
  private final String mediaType;
  private final String header;

  MemberFormat(String word, String mediaType, String header) {
    this.word = word;
    this.mediaType = mediaType;
    this.header = header;
  }

  static Optional<MemberFormat> named(String word) {
    return List.of(values()).stream().filter(format -> format.word.equals(word)).findFirst();
  }

  String mediaType() {
    return mediaType;
  }

  /** What stands before the first member. */
  String header() {
    return header;
  }

  String of(Member member) {
    var since = Instant.ofEpochMilli(member.sinceMillis()).toString();
    return switch (this) {
      case NDJSON -> JsonText.writeString(json(member, since)) + "\n";
      case CSV -> rows(member, since);
    };
  }

  private static Json.Obj json(Member member, String since) {
    var identifiers = new LinkedHashMap<String, Json>();
    member
        .identifiers()
        .forEach((type, values) ->
            identifiers.put(type, new Json.Arr(values.stream().<Json>map(Json::of).toList())));
    var fields = new LinkedHashMap<String, Json>();
    fields.put("profileId", Json.of(member.profileId()));
    fields.put("identifiers", new Json.Obj(identifiers));
    fields.put("since", Json.of(since));
    return new Json.Obj(fields);
  }

  private static String rows(Member member, String since) {
    var rows = new ArrayList<String>();
    member
        .identifiers()
        .forEach((type, values) ->
            values.forEach(value ->
                rows.add(
                    String.join(
                        ",", member.profileId(), since, quoted(type), quoted(value) + "\r\n"))));
    return String.join("", rows);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
