// SPDX-License-Identifier: Apache-2.0
// Cuts connections that take too long.
package io.eightfold.whois8.server.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;

/**
 * Jetty's idle timeout begins anew with each byte, so a client that sends or takes a byte every few seconds could stay forever. Here the time for a
 * request's head is limited as a whole, and that for a request and its answer grows only with the bytes it moves.
 * <p>Thread: any; {@link #sweep} one at a time.
 */
final class ConnectionWatch implements Connection.Listener {
    /** What a connection is doing. The fields are written by the thread that serves it, and {@code partialSinceNs} by the sweep. */
    private static final class Activity {
        /** Start of the connection, of the request under way or of the silence after one. */
        private volatile long sinceNs;
        private volatile long bytesBefore;
        private volatile boolean isBusy;
        private volatile boolean isFresh = true;
        private volatile boolean isEndless;
        private long partialSinceNs;

        private Activity(final long nowNs) {
            sinceNs = nowNs;
        }
    }

    private final HttpLimits limits;
    private final ConnectionGate gate;
    private final Map<Connection, Activity> activities = new ConcurrentHashMap<>();

    ConnectionWatch(final HttpLimits limits, final ConnectionGate gate) {
        this.limits = limits;
        this.gate = gate;
    }

    @Override
    public void onOpened(final Connection connection) {
        // With TLS each client has two: the one inside is what requests come from.
        if (!(connection instanceof SslConnection)) {
            activities.put(connection, new Activity(System.nanoTime()));
        }
    }

    @Override
    public void onClosed(final Connection connection) {
        activities.remove(connection);
    }

    /** A request's head has arrived. */
    void started(final Request request) {
        change(request, true);
    }

    /** Its answer is written. */
    void finished(final Request request) {
        change(request, false);
    }

    private void change(final Request request, final boolean isBusy) {
        final Connection connection = request.getConnectionMetaData().getConnection();
        final Activity activity = activities.get(connection);
        if (activity != null) {
            activity.isFresh = false;
            activity.sinceNs = System.nanoTime();
            activity.bytesBefore = bytes(connection);
            activity.isBusy = isBusy;
        }
    }

    /** The answer has no end; whoever writes it watches it. */
    void endless(final Request request) {
        final Activity activity = activities.get(request.getConnectionMetaData().getConnection());
        if (activity != null) {
            activity.isEndless = true;
        }
    }

    /** Cuts the connection of a request. */
    void cut(final Request request, final HttpCounter reason) {
        cut(request.getConnectionMetaData().getConnection(), reason);
    }

    void sweep(final long nowNs) {
        activities.forEach((connection, activity) -> {
            if (activity.isBusy) {
                activity.partialSinceNs = 0;
                if (!activity.isEndless && nowNs - activity.sinceNs > allowedNs(bytes(connection) - activity.bytesBefore)) {
                    cut(connection, HttpCounter.CONNECTION_CUT_SLOW_TRANSFER);
                }
            } else if (isHeadLate(connection, activity, nowNs)) {
                cut(connection, HttpCounter.CONNECTION_CUT_SLOW_REQUEST);
            }
        });
    }

    private long allowedNs(final long movedBytes) {
        return limits.requestTime().toNanos() + TimeUnit.SECONDS.toNanos(movedBytes / limits.minRateBytesPerS());
    }

    private boolean isHeadLate(final Connection connection, final Activity activity, final long nowNs) {
        if (activity.isFresh) {
            return nowNs - activity.sinceNs > limits.headerTime().toNanos();
        }
        if (connection.getBytesIn() == 0 || bytes(connection) == activity.bytesBefore) {
            return false;
        }
        if (activity.partialSinceNs == 0) {
            activity.partialSinceNs = nowNs;
        }
        return nowNs - activity.partialSinceNs > limits.headerTime().toNanos();
    }

    private void cut(final Connection connection, final HttpCounter reason) {
        gate.cut(channel(connection.getEndPoint()), reason);
        connection.getEndPoint().close(new TimeoutException(reason.word()));
    }

    /** With TLS, what carries the end point is another one. */
    private static Object channel(final EndPoint endPoint) {
        return endPoint.getTransport() instanceof EndPoint carrier ? channel(carrier) : endPoint.getTransport();
    }

    private static long bytes(final Connection connection) {
        return connection.getBytesIn() + connection.getBytesOut();
    }
}
