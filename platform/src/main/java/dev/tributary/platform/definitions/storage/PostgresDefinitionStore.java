package dev.tributary.platform.definitions.storage;

import dev.tributary.platform.domain.definition.ChangeOutcome;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionChange;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.DefinitionStore;
import dev.tributary.platform.domain.definition.DefinitionVersion;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.storage.Transactions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Definitions in PostgreSQL. Whoever changes or publishes a definition first locks its head row, so
 * that across all replicas one thing happens to it at a time. The lock is the transaction's: it
 * goes with a replica that dies.
 */
@ApplicationScoped
class PostgresDefinitionStore implements DefinitionStore {

  private static final String NEWEST =
      "select v from VersionRow v join HeadRow h on h.id.kind = v.id.kind"
          + " and h.id.name = v.id.name and h.version = v.id.version";

  private final Transactions transactions;

  PostgresDefinitionStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Definition> current(DefinitionKey key) {
    var rows =
        transactions.run((session, _) ->
            session
                .createSelectionQuery(
                    NEWEST + " where v.id.kind = :kind and v.id.name = :name", VersionRow.class)
                .setParameter("kind", key.kind().kindName())
                .setParameter("name", key.name())
                .getResultList());
    return read(rows).stream().findFirst().flatMap(PostgresDefinitionStore::written);
  }

  @Override
  public List<Definition> all(Kind kind) {
    var rows =
        transactions.run((session, _) ->
            session
                .createSelectionQuery(
                    NEWEST + " where v.id.kind = :kind and v.spec is not null order by v.id.name",
                    VersionRow.class)
                .setParameter("kind", kind.kindName())
                .getResultList());
    return read(rows).stream().flatMap(version -> written(version).stream()).toList();
  }

  @Override
  public List<DefinitionVersion> versions(DefinitionKey key) {
    return read(
        transactions.run((session, _) ->
            session
                .createSelectionQuery(
                    "from VersionRow v where v.id.kind = :kind and v.id.name = :name"
                        + " order by v.id.version desc",
                    VersionRow.class)
                .setParameter("kind", key.kind().kindName())
                .setParameter("name", key.name())
                .getResultList()));
  }

  @Override
  public ChangeOutcome apply(DefinitionChange change) {
    return transactions.run((session, _) ->
        lockOrMake(session, change.key())
            .chain(head ->
                newest(session, change.key(), head)
                    .map(change::decide)
                    .chain(outcome -> store(session, head, outcome))));
  }

  @Override
  public List<DefinitionKey> unpublished() {
    return read(
            transactions.run((session, _) ->
                session
                    .createSelectionQuery(
                        NEWEST + " where h.published < h.version order by v.changedAt, v.id.name",
                        VersionRow.class)
                    .getResultList()))
        .stream()
        .map(DefinitionVersion::key)
        .toList();
  }

  @Override
  public void publish(DefinitionKey key, Consumer<DefinitionVersion> publish) {
    transactions.run((session, loop) ->
        lock(session, key)
            .chain(head -> {
              if (head == null || head.isPublished()) {
                return Uni.createFrom().voidItem();
              }
              return newest(session, key, head)
                  .emitOn(Infrastructure.getDefaultWorkerPool())
                  .invoke(newest -> newest.ifPresent(publish))
                  .emitOn(loop)
                  .invoke(head::markPublished)
                  .replaceWithVoid();
            }));
  }

  @Override
  public void republish(DefinitionKey key) {
    transactions.run(
        (session, _) -> lock(session, key).onItem().ifNotNull().invoke(HeadRow::markUnpublished));
  }

  @Override
  public List<DefinitionVersion> newest() {
    return read(
        transactions.run((session, _) ->
            session.createSelectionQuery(NEWEST, VersionRow.class).getResultList()));
  }

  private static Uni<HeadRow> lock(Mutiny.Session session, DefinitionKey key) {
    return session.find(HeadRow.class, HeadRow.Id.of(key), LockModeType.PESSIMISTIC_WRITE);
  }

  /** Two who make the same head at once: the second waits for the first, then finds its row. */
  private static Uni<HeadRow> lockOrMake(Mutiny.Session session, DefinitionKey key) {
    return session
        .createNativeQuery(
            "insert into definition_head (kind, name, version) values (?1, ?2, 0)"
                + " on conflict do nothing")
        .setParameter(1, key.kind().kindName())
        .setParameter(2, key.name())
        .executeUpdate()
        .chain(() -> lock(session, key));
  }

  private static Uni<Optional<DefinitionVersion>> newest(
      Mutiny.Session session, DefinitionKey key, HeadRow head) {
    return session
        .find(VersionRow.class, VersionRow.Id.of(key, head.version()))
        .map(row -> Optional.ofNullable(row).flatMap(VersionRow::read));
  }

  private static Uni<ChangeOutcome> store(
      Mutiny.Session session, HeadRow head, ChangeOutcome outcome) {
    return switch (outcome) {
      case ChangeOutcome.Changed(var version) -> {
        head.advanceTo(version.version());
        yield session.persist(new VersionRow(version)).replaceWith(outcome);
      }
      case ChangeOutcome.Absent _ when head.version() == 0 ->
          session.remove(head).replaceWith(outcome);
      case ChangeOutcome.Same _, ChangeOutcome.Absent _, ChangeOutcome.ReadOnly _ ->
          Uni.createFrom().item(outcome);
    };
  }

  private static List<DefinitionVersion> read(List<VersionRow> rows) {
    return rows.stream().flatMap(row -> row.read().stream()).toList();
  }

  private static Optional<Definition> written(DefinitionVersion version) {
    return switch (version) {
      case DefinitionVersion.Written(var definition) -> Optional.of(definition);
      case DefinitionVersion.Deleted _ -> Optional.empty();
    };
  }
}
