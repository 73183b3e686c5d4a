import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/** A collection that answers a query by the index which narrows it down most, and counts the documents it had to look at. */
final class IndexedCollection extends H2Collection {

  /** Documents that queries have looked at since the server was started, in all collections, as MongoDB counts them. */
  private static final AtomicLong EXAMINED = new AtomicLong();

  /** So many documents are sorted sooner than others are passed over. */
  private static final int FEW = 200;

  /** So many keys are counted to find out which of two indexes narrows more. */
  private static final int MANY = 5000;

  private final MVMap<Object, Document> documents;

  IndexedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      MVMap<Object, Document> documents,
      MVMap<String, Object> meta,
      CursorRegistry cursors) {
    super(database, name, options, documents, meta, cursors);
    this.documents = documents;
  }

  static long examined() {
    return EXAMINED.get();
  }

  @Override
  protected QueryResult queryDocuments(
      Document query, Document order, int skip, int limit, int batchSize, Document fields) {
    Conditions conditions = new Conditions(query);
    SecondaryIndex narrowest = null;
    SecondaryIndex ordered = null;
    for (Index<Object> index : getIndexes()) {
      if (index instanceof IndexById && index.canHandle(query)) {
        return matchDocuments(query, index.getPositions(query), order, skip, limit, batchSize, fields);
      }
      if (index instanceof SecondaryIndex) {
        SecondaryIndex one = (SecondaryIndex) index;
        if (isBetter(one, narrowest, conditions)) {
          narrowest = one;
        }
        if (one.givesOrder(conditions, order) && isBetter(one, ordered, conditions)) {
          ordered = one;
        }
      }
    }
    // What is found in its order is read no further than the page goes. It is worth that unless little is found anyway.
    boolean isOrdered = ordered != null && (limit > 0 || ordered == narrowest) && narrowest.keysOf(conditions, FEW) >= FEW;
    SecondaryIndex best = isOrdered ? ordered : narrowest;
    if (best == null) {
      return super.queryDocuments(query, order, skip, limit, batchSize, fields);
    }
    Iterable<Object> positions = best.positions(conditions, isOrdered ? order : null);
    return matchDocuments(query, positions, isOrdered ? null : order, skip, limit, batchSize, fields);
  }

  private static boolean isBetter(SecondaryIndex one, SecondaryIndex other, Conditions conditions) {
    int difference = one.usefulness(conditions) - (other == null ? 0 : other.usefulness(conditions));
    if (difference != 0 || other == null) {
      return difference > 0;
    }
    return one.usefulness(conditions) > 0 && one.keysOf(conditions, MANY) < other.keysOf(conditions, MANY);
  }

  @Override
  protected Document getDocument(Object position) {
    EXAMINED.incrementAndGet();
    return super.getDocument(position);
  }

  @Override
  protected QueryResult matchDocuments(
      Document query, Document order, int skip, int limit, int batchSize, Document fields) {
    if (isNaturalDescending(order)) {
      return super.matchDocuments(query, order, skip, limit, batchSize, fields);
    }
    Stream<Document> all = documents.values().stream().peek(document -> EXAMINED.incrementAndGet());
    return matchDocumentsFromStream(all, query, order, skip, limit, batchSize, fields);
  }

  /** Nobody asks how large a collection is, and to know it each write would be encoded twice. */
  @Override
  protected boolean tracksDataSize() {
    return false;
  }
}
