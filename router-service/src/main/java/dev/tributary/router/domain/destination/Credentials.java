package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.secret.SecretReference;
import dev.tributary.router.domain.destination.Secrets.Found.Missing;
import dev.tributary.router.domain.destination.Secrets.Found.Present;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A destination's settings with every reference looked up, or the reason why that cannot be. */
public sealed interface Credentials {

  /**
   * Everything is there.
   *
   * @param context what a connector's templates see: {@code settings}, {@code destination}
   * @param hidden what must not be shown in anything that is kept
   */
  record Complete(Json.Obj context, Extra extra, List<String> hidden) implements Credentials {
    public Complete {
      hidden = List.copyOf(hidden);
    }

    /** The same with another context. */
    public Complete with(Json.Obj other) {
      return new Complete(other, extra, hidden);
    }
  }

  /** Headers that the user added. */
  record Extra(Map<String, String> plain, Map<String, String> secret) {}

  /** Something is missing; nothing may be sent, above all not unsigned. */
  record Incomplete(String reason) implements Credentials {}

  /** Looks everything up that the settings refer to. */
  static Credentials of(Destination destination, Secrets secrets) {
    var settings = new LinkedHashMap<String, Json>();
    var extra = new Extra(new LinkedHashMap<>(), new LinkedHashMap<>());
    var hidden = new ArrayList<String>();
    var connection = destination.connection();
    for (var setting : connection.connector().settings().values()) {
      var given = connection.settings().get(setting.name());
      var fault =
          switch (given) {
            case null -> {
              setting.otherwise().ifPresent(value -> settings.put(setting.name(), value));
              yield "";
            }
            case SettingValue.Plain(var value) -> {
              settings.put(setting.name(), value);
              yield "";
            }
            case SettingValue.Secret(var reference) ->
                look(setting, reference, secrets, settings, hidden);
            case SettingValue.Headers(var headers) -> look(headers, secrets, extra, hidden);
          };
      if (!fault.isEmpty()) {
        return new Incomplete(fault);
      }
    }
    var context = new LinkedHashMap<String, Json>();
    context.put("settings", new Json.Obj(settings));
    context.put("destination", Json.of(destination.name()));
    return new Complete(new Json.Obj(context), extra, hidden);
  }

  /** What is wrong; empty where it was found. */
  private static String look(
      Setting setting,
      SecretReference reference,
      Secrets secrets,
      Map<String, Json> settings,
      List<String> hidden) {
    return switch (secrets.find(reference)) {
      case Missing(var reason) -> reason;
      case Present(var found) -> {
        var value = Json.of(found.text());
        var refusal = setting.refusal(value);
        if (refusal.isPresent()) {
          yield reference.described() + " " + refusal.get();
        }
        settings.put(setting.name(), value);
        hidden.add(found.text());
        yield "";
      }
    };
  }

  private static String look(
      Map<String, HeaderValue> headers, Secrets secrets, Extra extra, List<String> hidden) {
    for (var header : headers.entrySet()) {
      switch (header.getValue()) {
        case HeaderValue.Plain(var text) -> extra.plain().put(header.getKey(), text);
        case HeaderValue.Secret(var reference) -> {
          switch (secrets.find(reference)) {
            case Missing(var reason) -> {
              return reason;
            }
            case Present(var found) -> {
              if (!HeaderNames.fits(found.text())) {
                return reference.described() + " does not fit into a header";
              }
              extra.secret().put(header.getKey(), found.text());
              hidden.add(found.text());
            }
          }
        }
      }
    }
    return "";
  }
}
