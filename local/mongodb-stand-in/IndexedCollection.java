import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
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
    SecondaryIndex best = null;
    int most = 0;
    for (Index<Object> index : getIndexes()) {
      if (index instanceof IndexById && index.canHandle(query)) {
        return matchDocuments(query, index.getPositions(query), order, skip, limit, batchSize, fields);
      }
      if (index instanceof SecondaryIndex) {
        SecondaryIndex other = (SecondaryIndex) index;
        // Two points for each key, and one for the order: then a page reads no more than it shows.
        int points = 2 * other.usefulness(query) + (other.givesOrder(query, order) ? 1 : 0);
        if (points > most && other.usefulness(query) > 0) {
          most = points;
          best = other;
        }
      }
    }
    if (best == null) {
      return super.queryDocuments(query, order, skip, limit, batchSize, fields);
    }
    boolean isOrdered = best.givesOrder(query, order);
    Iterable<Object> positions = best.positions(query, isOrdered ? order : null);
    return matchDocuments(query, positions, isOrdered ? null : order, skip, limit, batchSize, fields);
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
