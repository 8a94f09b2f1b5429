package dev.tributary.connectors.domain.page;

import java.util.List;
import java.util.stream.Collectors;

/** A text in Markdown (CommonMark and the tables of GitHub), grown from the top. */
final class Markdown {

  private final StringBuilder text = new StringBuilder();

  /** A paragraph, a heading or anything else that an empty line follows. */
  Markdown block(String block) {
    text.append(block).append("\n\n");
    return this;
  }

  Markdown table(List<String> head, List<List<String>> rows) {
    row(head);
    row(head.stream().map(_ -> "---").toList());
    rows.forEach(this::row);
    text.append('\n');
    return this;
  }

  Markdown code(String language, String code) {
    return block("```" + language + "\n" + code.strip() + "\n```");
  }

  String build() {
    return text.toString().strip() + "\n";
  }

  /** Text within a line, none of whose characters means anything. */
  static String plain(String words) {
    return words
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("[", "\\[")
        .replace("`", "\\`");
  }

  /** Text within a line, as it is. */
  static String literal(String words) {
    var fence = words.contains("`") ? "``" : "`";
    var gap = words.startsWith("`") || words.endsWith("`") ? " " : "";
    return fence + gap + words.replace('\n', ' ') + gap + fence;
  }

  static String literals(List<String> words) {
    return words.stream().map(Markdown::literal).collect(Collectors.joining(", "));
  }

  /** A bar would end a cell, within code too. */
  private void row(List<String> cells) {
    text.append("| ")
        .append(
            cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
                .collect(Collectors.joining(" | ")))
        .append(" |\n");
  }
}
