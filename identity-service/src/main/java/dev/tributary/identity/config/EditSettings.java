package dev.tributary.identity.config;

import dev.tributary.identity.domain.explain.Explanations;
import dev.tributary.identity.domain.explain.GraphReader;
import dev.tributary.identity.domain.simulate.Simulator;
import dev.tributary.identity.domain.simulate.StoredEvidence;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Makes the domain objects of explanations and simulations. */
@ApplicationScoped
class EditSettings {

  @Produces
  Explanations explanations(GraphReader reader) {
    return new Explanations(reader);
  }

  @Produces
  Simulator simulator(StoredEvidence evidence) {
    return new Simulator(evidence, Simulator.nodesIn(Runtime.getRuntime().maxMemory()));
  }
}
