import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An index that is not unique, which the library does not have. It is kept in memory, and made from the documents when the
 * collection is opened. It narrows a query down by its leading keys, as MongoDB does, and the library checks the rest.
 */
final class SecondaryIndex extends Index<Object> {

  /** After every value that a key can have. */
  private static final Object END = new Object();

  /** Of so many entries an index may be, some 200 bytes each. */
  private static final int MOST_ENTRIES = 1_000_000;

  private static final Set<String> FROM = Set.of("$gt", "$gte");
  private static final Set<String> TO = Set.of("$lt", "$lte");

  private final List<String> fields = new ArrayList<>();
  private final List<Boolean> ascending = new ArrayList<>();

  /** By the values of the fields, with the position behind them: several documents may have the same values. */
  private final NavigableMap<List<Object>, Object> entries = new TreeMap<>(this::compare);

  /** Texts that many documents have in the first field: kept once. */
  private final Map<Object, Object> firsts = new HashMap<>();

  /** An index that has grown too large for the memory is given up. Then queries read everything, as without it. */
  private boolean isGivenUp;

  /** By key: true once a document has had several values there. Then no order by this key is the documents' order. */
  private final List<Boolean> lists = new ArrayList<>();

  SecondaryIndex(String name, List<IndexKey> keys) {
    super(name, keys, true);
    for (IndexKey key : keys) {
      fields.add(key.getKey());
      ascending.add(key.isAscending());
      lists.add(false);
    }
  }

  /** By one key after the other, each in its direction. What is shorter comes before what it begins. */
  private int compare(List<Object> one, List<Object> other) {
    return compare(one, other, 0);
  }

  private int compare(List<Object> one, List<Object> other, int from) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      // Behind the fields comes the position.
      boolean isAscending = from + i >= ascending.size() || ascending.get(from + i);
      int order = compareValues(one.get(i), other.get(i), isAscending);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static int compareValues(Object one, Object other, boolean isAscending) {
    if (one == other) {
      return 0;
    }
    if (one == END || other == END) {
      return one == END ? 1 : -1;
    }
    // Most are texts, which are compared as the library does.
    int order =
        one instanceof String && other instanceof String
            ? ((String) one).compareTo((String) other)
            : ValueComparator.ascWithoutListHandling().compare(one, other);
    return isAscending ? order : -order;
  }

  /**
   * What a query asks of each field, whatever it is wrapped in: a part of `$and`, or what one element of a list must be. Of
   * two conditions on one field the first counts; the library checks both.
   */
  static Document conditionsOf(Document query) {
    Document conditions = new Document();
    for (Map.Entry<String, Object> entry : query.entrySet()) {
      Object asked = entry.getValue();
      if (entry.getKey().equals("$and")) {
        for (Object part : (Collection<?>) asked) {
          conditionsOf((Document) part).forEach(conditions::putIfAbsent);
        }
      } else if (asked instanceof Document && ((Document) asked).get("$elemMatch") instanceof Document) {
        Document ofElement = (Document) ((Document) asked).get("$elemMatch");
        conditionsOf(ofElement).forEach((field, of) -> conditions.putIfAbsent(entry.getKey() + "." + field, of));
      } else if (asked instanceof Document && ((Document) asked).keySet().equals(Set.of("$all"))) {
        // A list that has all of these has the first.
        ((Collection<?>) ((Document) asked).get("$all")).stream()
            .findFirst()
            .ifPresent(first -> conditions.putIfAbsent(entry.getKey(), first));
      } else {
        conditions.putIfAbsent(entry.getKey(), asked);
      }
    }
    return conditions;
  }

  /** How many leading keys narrow down what is asked of the fields; 0 if this index is of no use for it. */
  int usefulness(Document query) {
    int keys = 0;
    while (!isGivenUp && keys < fields.size()) {
      Object asked = query.get(fields.get(keys));
      if (isPoint(query, keys) || isSeveral(asked)) {
        keys++;
      } else {
        return isRange(asked) ? keys + 1 : keys;
      }
    }
    return keys;
  }

  /** True if what is asked for can be found in an order, forwards or backwards. */
  boolean givesOrder(Document query, Document order) {
    return order != null && !order.isEmpty() && directionOf(query, order) != 0;
  }

  private int directionOf(Document query, Document order) {
    int at = prefixOf(query);
    int direction = 0;
    for (String field : order.keySet()) {
      // What is one value anyway needs no order.
      if (direction == 0 && fields.contains(field) && isPoint(query, fields.indexOf(field)) && fields.indexOf(field) < at) {
        continue;
      }
      if (at >= fields.size() || !fields.get(at).equals(field) || lists.get(at)) {
        return 0;
      }
      boolean isAscending = ((Number) order.get(field)).intValue() > 0;
      int own = isAscending == ascending.get(at) ? 1 : -1;
      if (direction != 0 && own != direction) {
        return 0;
      }
      direction = own;
      at++;
    }
    return direction;
  }

  /** How many leading keys are asked for by one value or by several. */
  private int prefixOf(Document query) {
    int at = 0;
    while (at < fields.size() && (isPoint(query, at) || isSeveral(query.get(fields.get(at))))) {
      at++;
    }
    return at;
  }

  /** What may match, one after the other as it is asked for, in an order if one is given that this index has. */
  Iterable<Object> positions(Document query, Document order) {
    boolean isBackwards = order != null && directionOf(query, order) < 0;
    List<Iterator<Map.Entry<List<Object>, Object>>> ranges = new ArrayList<>();
    for (NavigableMap<List<Object>, Object> range : rangesFor(query)) {
      ranges.add((isBackwards ? range.descendingMap() : range).entrySet().iterator());
    }
    int from = prefixOf(query);
    Comparator<List<Object>> behindPrefix =
        (one, other) -> compare(one.subList(from, one.size()), other.subList(from, other.size()), from);
    Set<Object> found = new HashSet<>();
    return () ->
        entriesOf(ranges, isBackwards ? behindPrefix.reversed() : behindPrefix)
            .map(Map.Entry::getValue)
            // A document stands under several keys if one of its fields is a list.
            .filter(position -> !lists.contains(true) || found.add(position))
            .iterator();
  }

  /** The entries of all ranges in one order: each range has it already. */
  private static Stream<Map.Entry<List<Object>, Object>> entriesOf(
      List<Iterator<Map.Entry<List<Object>, Object>>> ranges, Comparator<List<Object>> order) {
    record Next(Map.Entry<List<Object>, Object> entry, Iterator<Map.Entry<List<Object>, Object>> rest) {}
    PriorityQueue<Next> next = new PriorityQueue<>((one, other) -> order.compare(one.entry().getKey(), other.entry().getKey()));
    for (Iterator<Map.Entry<List<Object>, Object>> range : ranges) {
      if (range.hasNext()) {
        next.add(new Next(range.next(), range));
      }
    }
    return Stream.generate(next::poll)
        .takeWhile(Objects::nonNull)
        .peek(
            taken -> {
              if (taken.rest().hasNext()) {
                next.add(new Next(taken.rest().next(), taken.rest()));
              }
            })
        .map(Next::entry);
  }

  /** Under how many keys stands what is asked for; no more than so many are counted. */
  int keysOf(Document query, int atMost) {
    int keys = 0;
    for (NavigableMap<List<Object>, Object> range : rangesFor(query)) {
      for (Iterator<?> each = range.keySet().iterator(); each.hasNext() && keys < atMost; keys++) {
        each.next();
      }
    }
    return keys;
  }

  private List<NavigableMap<List<Object>, Object>> rangesFor(Document query) {
    List<List<Object>> prefixes = List.of(List.of());
    for (int at = 0; at < fields.size(); at++) {
      Object asked = query.get(fields.get(at));
      if (isPoint(query, at)) {
        prefixes = extended(prefixes, List.of(new Known(asked)));
      } else if (isSeveral(asked)) {
        List<Known> values = new ArrayList<>();
        for (Object value : new LinkedHashSet<>((Collection<?>) ((Document) asked).get("$in"))) {
          values.add(new Known(value));
        }
        prefixes = extended(prefixes, values);
      } else {
        return between(prefixes, isRange(asked) ? (Document) asked : new Document(), at);
      }
    }
    return between(prefixes, new Document(), fields.size());
  }

  /** A value that may be null, which lists of the library cannot hold. */
  private record Known(Object value) {}

  private static List<List<Object>> extended(List<List<Object>> prefixes, Collection<Known> values) {
    List<List<Object>> longer = new ArrayList<>();
    for (List<Object> prefix : prefixes) {
      for (Known known : values) {
        longer.add(with(prefix, normal(known.value())));
      }
    }
    return longer;
  }

  /** For each prefix what lies in the range of the next key; both ends are included, the library leaves out what is not asked. */
  private List<NavigableMap<List<Object>, Object>> between(
      List<List<Object>> prefixes, Document range, int at) {
    Object low = bound(range, FROM);
    Object high = bound(range, TO);
    boolean isForwards = at >= ascending.size() || ascending.get(at);
    Object first = isForwards ? low : high;
    Object last = isForwards ? high : low;
    List<NavigableMap<List<Object>, Object>> found = new ArrayList<>();
    for (List<Object> prefix : prefixes) {
      List<Object> from = first == null ? prefix : with(prefix, first);
      List<Object> to = last == null ? with(prefix, END) : with(with(prefix, last), END);
      found.add(compare(from, to) > 0 ? new TreeMap<>(this::compare) : entries.subMap(from, true, to, true));
    }
    return found;
  }

  private static Object bound(Document range, Set<String> operators) {
    for (String operator : operators) {
      if (range.get(operator) != null) {
        return normal(range.get(operator));
      }
    }
    return null;
  }

  private static List<Object> with(List<Object> values, Object value) {
    Object[] longer = values.toArray(new Object[values.size() + 1]);
    longer[values.size()] = value;
    return Arrays.asList(longer);
  }

  /** One value is asked for. A missing field counts as null, except within lists, where some may lack it. */
  private boolean isPoint(Document query, int at) {
    String field = fields.get(at);
    Object asked = query.get(field);
    if (asked == null) {
      return query.containsKey(field) && !field.contains(".");
    }
    return isValue(asked);
  }

  private static boolean isValue(Object asked) {
    return asked instanceof String || asked instanceof Number || asked instanceof Boolean;
  }

  private static boolean isSeveral(Object asked) {
    if (!(asked instanceof Document) || !((Document) asked).keySet().equals(Set.of("$in"))) {
      return false;
    }
    Object values = ((Document) asked).get("$in");
    return values instanceof Collection && ((Collection<?>) values).stream().allMatch(SecondaryIndex::isValue);
  }

  private static boolean isRange(Object asked) {
    if (!(asked instanceof Document) || BsonRegularExpression.isRegularExpression(asked)) {
      return false;
    }
    Document operators = (Document) asked;
    return operators.keySet().stream()
        .anyMatch(name -> (FROM.contains(name) || TO.contains(name)) && isValue(operators.get(name)));
  }

  /** Numbers as they are compared: 1 and 1.0 are the same. */
  private static Object normal(Object value) {
    return value instanceof Number ? ((Number) value).doubleValue() : value;
  }

  @Override
  public boolean canHandle(Document query) {
    return usefulness(conditionsOf(query)) > 0;
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    return positions(conditionsOf(query), null);
  }

  /** None, so that the library takes that of _id. */
  @Override
  public Object getPosition(Document document) {
    return null;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {}

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    if (isGivenUp) {
      return;
    }
    List<Object> first = null;
    for (List<Object> key : keysOf(document)) {
      first = first == null ? key : first;
      for (int at = 0; at < key.size(); at++) {
        if (!Objects.equals(key.get(at), first.get(at))) {
          lists.set(at, true);
        }
      }
      entries.put(with(key, position), position);
    }
    if (entries.size() > MOST_ENTRIES) {
      isGivenUp = true;
      entries.clear();
    }
  }

  /** The keys under which a document stands: one for each element of a list, and one with null for an empty one. */
  private List<List<Object>> keysOf(Document document) {
    List<List<Object>> keys = List.of(List.of());
    for (String field : fields) {
      Object value = Utils.getSubdocumentValueCollectionAware(document, field);
      Collection<?> values = value instanceof Collection ? (Collection<?>) value : Collections.singletonList(value);
      Set<Known> known = new LinkedHashSet<>();
      for (Object one : values.isEmpty() ? Collections.singletonList(null) : values) {
        Object own = Missing.isNullOrMissing(one) ? null : one;
        known.add(new Known(keys.get(0).isEmpty() ? firsts.computeIfAbsent(own, same -> same) : own));
      }
      keys = extended(keys, known);
    }
    return keys;
  }

  /** Forgets a document. Answers null, as one that not every document stands in: the library takes the position by _id. */
  @Override
  public Object remove(Document document) {
    forget(document, document.get(IndexById.ID));
    return null;
  }

  private void forget(Document document, Object position) {
    for (List<Object> key : keysOf(document)) {
      entries.remove(with(key, position));
    }
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

  @Override
  public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
    if (isTouched(before, after)) {
      forget(before, position);
      add(after, position, collection);
    }
  }

  private boolean isTouched(Document before, Document after) {
    for (String field : fields) {
      int dot = field.indexOf('.');
      String root = dot < 0 ? field : field.substring(0, dot);
      if (!Objects.equals(before.get(root), after.get(root))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long getCount() {
    return entries.size();
  }

  @Override
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public long getDataSize() {
    return getCount();
  }

  @Override
  public void drop() {
    entries.clear();
  }
}
