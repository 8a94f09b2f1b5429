package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Feature;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Where the states are kept that a predicate asks for, as a text. */
final class PlacesOf implements Predicate.Dependencies {

  private final TreeSet<Long> found = new TreeSet<>();
  private final ToLongFunction<Feature> places;

  PlacesOf(ToLongFunction<Feature> places) {
    this.places = places;
  }

  @Override
  public void feature(Feature feature) {
    found.add(places.applyAsLong(feature));
  }

  @Override
  public void customTrait(String name) {}

  @Override
  public void entity(String kind) {}

  @Override
  public void question(String kind, Question question) {}

  @Override
  public void identifiers() {}

  @Override
  public void softLinks() {}

  @Override
  public void clock() {}

  @Override
  public String toString() {
    return found.toString();
  }
}
