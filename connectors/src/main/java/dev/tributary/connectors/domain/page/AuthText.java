package dev.tributary.connectors.domain.page;

import dev.tributary.connectors.domain.definition.Auth;
import dev.tributary.connectors.domain.definition.Auth.Scheme;
import dev.tributary.connectors.domain.definition.TextTemplate;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** How requests prove who sends them, in words. Templates are shown; values are not known here. */
final class AuthText {

  private AuthText() {}

  static String of(Auth auth) {
    var words = new ArrayList<String>();
    switch (auth.scheme()) {
      case Scheme.None _ -> {}
      case Scheme.Bearer(var token) -> words.add("bearer token " + shown(token));
      case Scheme.Basic(var username, var password) ->
          words.add("basic, user " + shown(username) + ", password " + shown(password));
      case Scheme.Header(var name, var value) ->
          words.add("header " + Markdown.literal(name) + ": " + shown(value));
      case Scheme.Query(var name, var value) ->
          words.add("query parameter " + Markdown.literal(name) + ": " + shown(value));
      case Scheme.OAuth2(var exchange, _, var header) ->
          words.add(
              "OAuth 2.0, grant "
                  + grant(exchange)
                  + ", token from "
                  + shown(exchange.url())
                  + ", sent in "
                  + Markdown.literal(header.name()));
      case Scheme.Aws(var service, var region, var id, _, _) ->
          words.add(
              "AWS Signature Version 4, service "
                  + shown(service)
                  + ", region "
                  + shown(region)
                  + ", key "
                  + shown(id));
      case Scheme.Google(var account, var scopes) ->
          words.add(
              "Google service account " + shown(account) + ", scopes " + Markdown.literals(scopes));
      case Scheme.Wsse(var username, _) -> words.add("WSSE, user " + shown(username));
    }
    auth.hmacs().stream()
        .map(hmac ->
            "signature "
                + hmac.algorithm()
                + " of "
                + shown(hmac.signs())
                + " in "
                + Markdown.literal(hmac.header()))
        .forEach(words::add);
    return words.isEmpty() ? "in the address or the body, else none" : String.join("; ", words);
  }

  private static String grant(Auth.Exchange exchange) {
    return exchange.parameters().entrySet().stream()
        .filter(each -> each.getKey().equals("grant_type"))
        .map(each -> shown(each.getValue()))
        .collect(Collectors.joining());
  }

  private static String shown(TextTemplate template) {
    return template.text().isEmpty() ? "empty" : Markdown.literal(template.text());
  }
}
