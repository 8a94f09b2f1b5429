package dev.tributary.ingest.presets;

import dev.tributary.ingest.domain.webhook.WebhookPresets;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.YamlText;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The presets of webhooks, each a YAML file on the class path: what it is, proof and events. */
@ApplicationScoped
class WebhookPresetFiles implements WebhookPresets {

  private static final Set<String> NAMES =
      Set.of(
          "github",
          "hubspot",
          "intercom",
          "mailchimp",
          "sendgrid",
          "shopify",
          "stripe",
          "twilio",
          "zendesk");

  private final Map<String, Json.Obj> presets = new HashMap<>();

  WebhookPresetFiles() {
    NAMES.forEach(name -> presets.put(name, read("/webhooks/" + name + ".yaml")));
  }

  @Override
  public Optional<Json.Obj> named(String name) {
    return Optional.ofNullable(presets.get(name)).map(preset -> preset.without("title"));
  }

  @Override
  public Set<String> names() {
    return NAMES;
  }

  private static Json.Obj read(String file) {
    try (var stream = WebhookPresetFiles.class.getResourceAsStream(file)) {
      if (stream != null && YamlText.parse(stream.readAllBytes()) instanceof Json.Obj preset) {
        return preset;
      }
      throw new IllegalStateException(file + " is missing in this build, or no object");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
