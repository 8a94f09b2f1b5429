package dev.tributary.audience.http;

import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.util.ArrayList;
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

  /** A member as it stands in the file. */
  String of(MembersWire.Member member, ObjectWriter json) throws IOException {
    return switch (this) {
      case NDJSON -> json.writeValueAsString(member) + "\n";
      case CSV -> rows(member);
    };
  }

  private static String rows(MembersWire.Member member) {
    var rows = new ArrayList<String>();
    member
        .identifiers()
        .forEach((type, values) ->
            values.forEach(value ->
                rows.add(
                    String.join(
                        ",",
                        member.profileId(),
                        member.since(),
                        quoted(type),
                        quoted(value) + "\r\n"))));
    return String.join("", rows);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
