import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A stand-in for MongoDB on a development machine that cannot have a real one: mongo-java-server with its H2 backend,
 * and what it lacks. Usage: StandIn FILE PORT.
 */
public final class StandIn extends H2Backend {

  /** The driver refuses what the library reports by itself (wire version 8); 21 is MongoDB 7.0. */
  private static final MongoVersion SEVEN =
      new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
          return List.of(7, 0, 0);
        }

        @Override
        public int getWireVersion() {
          return 21;
        }
      };

  /**
   * What a driver asks again and again beside its work. It gives a server up, with everything that is under way there, that
   * is silent for its connect timeout, so these do not wait for a scan that takes longer; and they touch no data.
   */
  private static final Set<String> ASKS_WHETHER_IT_LIVES = Set.of("ismaster", "ping");

  /**
   * What changes nothing. To find out whether anything is to be written the store asks every collection of every database,
   * which takes longer than most of these.
   */
  private static final Set<String> ONLY_READS = Set.of("find", "getmore", "count", "distinct");

  /** A connection stays with its thread: there are as many as connections, so that none waits for what another one asked. */
  private static final int THREADS = 64;

  /** How many changes wait at most to be written together. */
  private static final int AT_MOST = 64;

  private final ReentrantLock turn = new ReentrantLock();
  private final Condition written = turn.newCondition();

  /** How many commands have changed something, and how many of these are in the file. */
  private long changes;

  private long stored;

  private final MVStore store;

  private StandIn(MVStore store) {
    super(store);
    this.store = store;
    version(SEVEN);
  }

  /** Databases as the library has them, with documents in BSON and with indexes that serve queries. */
  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    // What an anonymous class captures is there before the constructor of the library's class opens collections.
    MVStore opened = getMvStore();
    return new H2Database(name, opened, getCursorRegistry()) {
      private MVMap<Object, Document> documentsOf(String collection) {
        MVMap.Builder<Object, Document> builder = new MVMap.Builder<Object, Document>().valueType(new DocumentType());
        return opened.openMap("databases." + name + "." + collection, builder);
      }

      @Override
      protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
        MVMap<String, Object> meta = opened.openMap("meta." + name + "." + collection);
        return new IndexedCollection(this, collection, options, documentsOf(collection), meta, cursorRegistry);
      }

      @Override
      protected Index<Object> openOrCreateUniqueIndex(
          String collection, String index, List<IndexKey> keys, boolean isSparse) {
        if (!IndexById.isOf(keys)) {
          return super.openOrCreateUniqueIndex(collection, index, keys, isSparse);
        }
        // The map that the library keeps beside the collection, from before.
        opened.removeMap(name + "." + collection + "._index_" + index);
        return new IndexById(index, keys, documentsOf(collection));
      }

      @Override
      protected Index<Object> openOrCreateSecondaryIndex(
          String collection, String index, List<IndexKey> keys, boolean isSparse) {
        return new SecondaryIndex(index, keys);
      }
    };
  }

  /**
   * Every command comes this way, in whichever of the protocol's forms it was sent. The reply is copied while nobody else
   * runs: the library answers with live documents that the next command would change.
   */
  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    String name = command.toLowerCase(Locale.ROOT);
    if (ASKS_WHETHER_IT_LIVES.contains(name)) {
      return super.handleCommand(channel, database, command, query);
    }
    turn.lock();
    try {
      if (!ONLY_READS.contains(name)) {
        changes++;
      }
      Document reply = super.handleCommand(channel, database, command, query);
      if (name.equals("serverstatus")) {
        ((Document) reply.get("metrics")).put("queryExecutor", new Document("scannedObjects", IndexedCollection.examined()));
      }
      return reply == null ? null : reply.cloneDeeply();
    } finally {
      leaveTurn();
    }
  }

  @Override
  public QueryResult handleQuery(MongoQuery query) {
    turn.lock();
    try {
      QueryResult result = super.handleQuery(query);
      List<Document> copies =
          result.collectDocuments().stream().map(Document::cloneDeeply).collect(Collectors.toList());
      return new QueryResult(copies, result.getCursorId());
    } finally {
      leaveTurn();
    }
  }

  /**
   * Ends a turn once all changes up to now are in the file: an acknowledged write survives kill -9, and so does what was
   * read. While others wait for their turn the writing is left to the last of them, so that one writing serves all.
   */
  private void leaveTurn() {
    long own = changes;
    try {
      while (turn.hasQueuedThreads() && changes - stored < AT_MOST) {
        if (stored >= own) {
          return;
        }
        written.awaitUninterruptibly();
      }
      if (stored < changes) {
        long all = changes;
        store.commit();
        stored = all;
      }
    } finally {
      written.signalAll();
      turn.unlock();
    }
  }

  public static void main(String[] arguments) {
    // Auto-commit would write in the background, after the reply has gone out.
    MVStore store = new MVStore.Builder().fileName(arguments[0]).autoCommitDisabled().open();
    // Space of overwritten data is used again after this time; the default of 45 s lets the file grow fourfold.
    store.setRetentionTime(5_000);
    MongoServer server = new MongoServer(new StandIn(store));
    server.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])), 1, THREADS);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
  }
}
