package dev.tributary.identity.config;

import dev.tributary.identity.domain.explain.Explanations;
import dev.tributary.identity.domain.explain.GraphReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Makes the domain objects of explanations. */
@ApplicationScoped
class EditSettings {

  @Produces
  Explanations explanations(GraphReader reader) {
    return new Explanations(reader);
  }
}
