package dev.tributary.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.client.DefinitionFiles.Document;
import java.io.PrintStream;
import java.util.List;

/** Brings definitions from files into force and says what came of each. */
public final class Applying {

  private static final int NOT_FOUND = 404;

  private final AdminClient admin;

  private final PrintStream out;

  public Applying(AdminClient admin, PrintStream out) {
    this.admin = admin;
    this.out = out;
  }

  /** Returns whether all were taken; those that can be are, even if others are refused. */
  public boolean apply(List<Document> documents) {
    var all = true;
    for (var document : documents) {
      all &= apply(document);
    }
    return all;
  }

  private boolean apply(Document document) {
    var before = admin.get(document.kind(), document.name());
    var after = admin.put(document.kind(), document.name(), document.content());
    var title = document.kind().kindName() + "/" + document.name();
    if (after.isSuccess()) {
      out.println(title + " " + change(before, after));
      return true;
    }
    out.println(title + " refused (" + document.where() + "): " + reason(after));
    for (JsonNode violation : after.body().path("violations")) {
      out.println(
          "  " + violation.path("path").asText() + ": " + violation.path("reason").asText());
    }
    return false;
  }

  private static String change(AdminClient.Answer before, AdminClient.Answer after) {
    if (before.status() == NOT_FOUND) {
      return "created";
    }
    var old = version(before);
    var now = version(after);
    return old == now ? "unchanged" : "changed (version " + now + ")";
  }

  private static long version(AdminClient.Answer answer) {
    return answer.body().path("metadata").path("version").asLong();
  }

  /** What a problem says of itself, or its status where it says nothing. */
  public static String reason(AdminClient.Answer answer) {
    var title = answer.body().path("title").asText("");
    var detail = answer.body().path("detail").asText("");
    if (title.isEmpty() && detail.isEmpty()) {
      return "HTTP " + answer.status();
    }
    return detail.isEmpty() ? title : title + ": " + detail;
  }
}
