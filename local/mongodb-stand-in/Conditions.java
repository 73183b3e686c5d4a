import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a query asks of each field, whatever it is wrapped in: a part of `$and`, or what one element of a list must be. Of
 * two conditions on one field the first counts: an index finds what may match, and the library checks all of it.
 */
final class Conditions {

  private static final Set<String> FROM = Set.of("$gt", "$gte");
  private static final Set<String> TO = Set.of("$lt", "$lte");

  private final Document asked = new Document();

  Conditions(Document query) {
    add("", query);
  }

  private void add(String path, Document query) {
    for (Map.Entry<String, Object> entry : query.entrySet()) {
      String field = path + entry.getKey();
      Object of = entry.getValue();
      if (entry.getKey().equals("$and")) {
        ((Collection<?>) of).forEach(part -> add(path, (Document) part));
      } else if (of instanceof Document && ((Document) of).get("$elemMatch") instanceof Document) {
        add(field + ".", (Document) ((Document) of).get("$elemMatch"));
      } else if (isOnly(of, "$all")) {
        // A list that has all of these has the first.
        ((Collection<?>) ((Document) of).get("$all")).stream().findFirst().ifPresent(first -> asked.putIfAbsent(field, first));
      } else {
        asked.putIfAbsent(field, of);
      }
    }
  }

  /** True if one value is asked for. A missing field counts as null, except within lists, where some may lack it. */
  boolean isPoint(String field) {
    Object of = asked.get(field);
    return of == null ? asked.containsKey(field) && !field.contains(".") : isValue(of);
  }

  /** True if one of several values is asked for. */
  boolean isSeveral(String field) {
    Object of = asked.get(field);
    return isOnly(of, "$in") && ((Collection<?>) ((Document) of).get("$in")).stream().allMatch(Conditions::isValue);
  }

  /** True if what lies above or below some value is asked for. */
  boolean isRange(String field) {
    return low(field) != null || high(field) != null;
  }

  /** The values of which one is asked for. */
  List<Object> valuesOf(String field) {
    Object of = asked.get(field);
    Collection<?> values = isSeveral(field) ? (Collection<?>) ((Document) of).get("$in") : Collections.singletonList(of);
    List<Object> normal = new ArrayList<>();
    new LinkedHashSet<>(values).forEach(value -> normal.add(normal(value)));
    return normal;
  }

  /** The value above which, or null. */
  Object low(String field) {
    return bound(asked.get(field), FROM);
  }

  /** The value below which, or null. */
  Object high(String field) {
    return bound(asked.get(field), TO);
  }

  private static Object bound(Object of, Set<String> operators) {
    if (!(of instanceof Document) || BsonRegularExpression.isRegularExpression(of)) {
      return null;
    }
    return operators.stream()
        .map(((Document) of)::get)
        .filter(Conditions::isValue)
        .map(Conditions::normal)
        .findFirst()
        .orElse(null);
  }

  private static boolean isOnly(Object of, String operator) {
    return of instanceof Document
        && ((Document) of).keySet().equals(Set.of(operator))
        && ((Document) of).get(operator) instanceof Collection;
  }

  private static boolean isValue(Object of) {
    return of instanceof String || of instanceof Number || of instanceof Boolean;
  }

  /** Numbers as they are compared: 1 and 1.0 are the same. */
  static Object normal(Object value) {
    return value instanceof Number ? ((Number) value).doubleValue() : value;
  }
}
