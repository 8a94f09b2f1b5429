package dev.tributary.warehouse.domain.dialect;

import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.plan.Change;
import dev.tributary.warehouse.domain.plan.Existing;
import dev.tributary.warehouse.domain.plan.Limits;
import java.util.List;

/** What is particular to one warehouse, whichever way it is spoken to. */
public interface Dialect {

  Naming naming();

  Limits limits();

  /**
   * What a column can keep, given the type that the warehouse says it has, in small letters and
   * with its length where it has one.
   */
  Existing existing(String type);

  /** Makes a schema that is not there. */
  String create(String schema);

  /** Makes a change, in this order. */
  List<String> change(String schema, Change change);
}
