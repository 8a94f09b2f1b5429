package dev.tributary.platform.definitions.storage;

import dev.tributary.platform.domain.definition.DefinitionKey;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Where a definition stands: its newest version and the newest one the bus was told. */
@Entity
@Table(name = "definition_head")
class HeadRow {

  @EmbeddedId
  @SuppressWarnings("UnusedVariable") // Hibernate reads it.
  private Id id;

  @Column(nullable = false)
  private long version;

  @Column(nullable = false)
  private long published;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected HeadRow() {}

  HeadRow(Id id) {
    this.id = id;
  }

  long version() {
    return version;
  }

  boolean isPublished() {
    return published >= version;
  }

  void advanceTo(long newest) {
    version = newest;
  }

  void markPublished() {
    published = version;
  }

  void markUnpublished() {
    published = 0;
  }

  /** The primary key. */
  @Embeddable
  record Id(String kind, String name) {

    static Id of(DefinitionKey key) {
      return new Id(key.kind().kindName(), key.name());
    }
  }
}
