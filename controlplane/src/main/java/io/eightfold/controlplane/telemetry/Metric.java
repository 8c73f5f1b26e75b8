// SPDX-License-Identifier: Apache-2.0
// The metrics: name, type, labels and help, once.
package io.eightfold.controlplane.telemetry;

import java.util.List;
import java.util.Locale;

/**
 * The metrics. This is the only place for their names, types, labels and help; the manual is generated from it and the dashboard is
 * checked against it. Names are stable: what counts something else gets a new one. Thread: any.
 */
public enum Metric {
    /** Release of the router and of Java. */
    BUILD_INFO("ipv8_build_info", Type.INFO, List.of("version", "java"),
        "Release of the router and of Java."),
    /** Name of the router. */
    ROUTER_INFO("ipv8_router_info", Type.INFO, List.of("id", "hostname"),
        "Name of the router."),
    /** 1 when the process that writes the counters lives. */
    DATAPLANE_UP("ipv8_dataplane_up", Type.GAUGE, List.of(),
        "1 when the process that writes the counters lives."),
    /** 1 when the link of the interface is up. */
    PORT_UP("ipv8_port_up", Type.GAUGE, List.of("port"),
        "1 when the link of the interface is up."),
    /** Frames that came in. */
    PORT_RECEIVED("ipv8_port_received_packets_total", Type.COUNTER, List.of("port"),
        "Frames that came in.", "received"),
    /** Bytes of the frames that came in, without FCS. */
    PORT_RECEIVED_BYTES("ipv8_port_received_bytes_total", Type.COUNTER, List.of("port"),
        "Bytes of the frames that came in, without FCS.", "receivedBytes"),
    /** Frames that left by this interface. */
    PORT_TRANSMITTED("ipv8_port_transmitted_packets_total", Type.COUNTER, List.of("port"),
        "Frames that left by this interface.", "transmitted"),
    /** Bytes of the frames that left by this interface, without FCS. */
    PORT_TRANSMITTED_BYTES("ipv8_port_transmitted_bytes_total", Type.COUNTER, List.of("port"),
        "Bytes of the frames that left by this interface, without FCS.", "transmittedBytes"),
    /** Packets received here and sent out by some interface. */
    PORT_FORWARDED("ipv8_port_forwarded_packets_total", Type.COUNTER, List.of("port"),
        "Packets received here and sent out by some interface.", "forwarded"),
    /** Packets received here and consumed by the router itself. */
    PORT_DELIVERED("ipv8_port_delivered_packets_total", Type.COUNTER, List.of("port"),
        "Packets received here and consumed by the router itself.", "delivered"),
    /** Packets received here and handed to the kernel. */
    PORT_PUNTED("ipv8_port_punted_packets_total", Type.COUNTER, List.of("port"),
        "Packets received here and handed to the kernel.", "punted"),
    /** Packets received here and dropped, by reason. */
    PORT_DROPPED("ipv8_port_dropped_packets_total", Type.COUNTER, List.of("port", "reason"),
        "Packets received here and dropped, by reason."),
    /** Frames the router made itself that left by this interface. */
    PORT_ORIGINATED("ipv8_port_originated_packets_total", Type.COUNTER, List.of("port"),
        "Frames the router made itself that left by this interface.", "originated"),
    /** Frames the router made itself that were not taken. */
    PORT_ORIGINATED_LOST("ipv8_port_originated_lost_packets_total", Type.COUNTER, List.of("port"),
        "Frames the router made itself that were not taken.", "originatedLost"),
    /** ICMP and ICMPv8 errors sent about packets that came in here. */
    PORT_ICMP_SENT("ipv8_port_icmp_errors_sent_total", Type.COUNTER, List.of("port"),
        "ICMP and ICMPv8 errors sent about packets that came in here.", "icmpErrorsSent"),
    /** ICMP and ICMPv8 errors not sent, for the rate limit or the rules. */
    PORT_ICMP_SUPPRESSED("ipv8_port_icmp_errors_suppressed_total", Type.COUNTER, List.of("port"),
        "ICMP and ICMPv8 errors not sent, for the rate limit or the rules.", "icmpErrorsSuppressed"),
    /** Fragments made of packets that came in here. */
    PORT_FRAGMENTS("ipv8_port_fragments_created_total", Type.COUNTER, List.of("port"),
        "Fragments made of packets that came in here.", "fragmentsCreated"),
    /** ARP and ARP8 requests sent to find neighbours. */
    PORT_ARP_PROBES("ipv8_port_arp_probes_total", Type.COUNTER, List.of("port"),
        "ARP and ARP8 requests sent to find neighbours.", "arpProbes"),
    /** Copies of frames given to the kernel beside their own end. */
    PORT_PUNT_COPIES("ipv8_port_punt_copies_total", Type.COUNTER, List.of("port"),
        "Copies of frames given to the kernel beside their own end.", "puntCopies"),
    /** Frames of the kernel that were neither IPv4 nor ARP. */
    PORT_TAP_IGNORED("ipv8_port_tap_ignored_packets_total", Type.COUNTER, List.of("port"),
        "Frames of the kernel that were neither IPv4 nor ARP.", "tapIgnored"),
    /** IPv8 packets put into a tunnel. */
    PORT_ENCAPSULATED("ipv8_port_encapsulated_packets_total", Type.COUNTER, List.of("port"),
        "IPv8 packets put into a tunnel that left by this port.", "encapsulated"),
    /** IPv8 packets that came out of a tunnel. */
    PORT_DECAPSULATED("ipv8_port_decapsulated_packets_total", Type.COUNTER, List.of("port"),
        "IPv8 packets that came out of a tunnel here, those dropped afterwards among them.", "decapsulated"),
    /** ICMP errors of the transit about our tunnels. */
    PORT_TUNNEL_ERRORS("ipv8_port_tunnel_errors_total", Type.COUNTER, List.of("port"),
        "ICMP errors of the IPv4 transit about our tunnels that came in here.", "tunnelErrors"),
    /** Turns a worker made. */
    WORKER_TURNS("ipv8_worker_turns_total", Type.COUNTER, List.of("worker"),
        "Turns a worker made."),
    /** Turns that found no frame; 1 - empty/turns is the busy share. */
    WORKER_EMPTY_TURNS("ipv8_worker_empty_turns_total", Type.COUNTER, List.of("worker"),
        "Turns that found no frame; 1 - empty/turns is the busy share."),
    /** Packets a worker brought to their end. */
    WORKER_PACKETS("ipv8_worker_packets_total", Type.COUNTER, List.of("worker"),
        "Packets a worker brought to their end."),
    /** Routes in the RIB. */
    RIB_ROUTES("ipv8_rib_routes", Type.GAUGE, List.of("vrf", "source"),
        "Routes in the RIB."),
    /** Routes in the RIB that the dataplane was told, or knows without being told. */
    RIB_SELECTED("ipv8_rib_selected_routes", Type.GAUGE, List.of("vrf", "source"),
        "Routes in the RIB that the dataplane was told, or knows without being told."),
    /** Routes restored from the journal and not confirmed yet. */
    RIB_STALE("ipv8_rib_stale_routes", Type.GAUGE, List.of("vrf", "source"),
        "Routes restored from the journal and not confirmed yet."),
    /** Distinct sets of next hops. */
    RIB_HOP_SETS("ipv8_rib_hop_sets", Type.GAUGE, List.of(),
        "Distinct sets of next hops."),
    /** Memory of the RIB. */
    RIB_MEMORY("ipv8_rib_memory_bytes", Type.GAUGE, List.of(),
        "Memory of the RIB."),
    /** Routes the dataplane was told. */
    FIB_ROUTES("ipv8_fib_routes", Type.GAUGE, List.of(),
        "Routes the dataplane was told."),
    /** 1 when the dataplane is connected and follows. */
    FIB_SESSION_UP("ipv8_fib_session_up", Type.GAUGE, List.of(),
        "1 when the dataplane is connected and follows."),
    /** Epochs opened since the control plane began: whole tables sent. */
    FIB_SESSIONS("ipv8_fib_sessions_total", Type.COUNTER, List.of(),
        "Epochs opened since the control plane began: whole tables sent."),
    /** Epoch of the session; a new one means a full table. */
    FIB_EPOCH("ipv8_fib_epoch", Type.GAUGE, List.of(),
        "Epoch of the session; a new one means a full table."),
    /** Batches sent to the dataplane. */
    FIB_BATCHES("ipv8_fib_batches_total", Type.COUNTER, List.of(),
        "Batches sent to the dataplane."),
    /** Acknowledgements: the batch is visible to all workers. */
    FIB_ACKS("ipv8_fib_acks_total", Type.COUNTER, List.of(),
        "Acknowledgements: the batch is visible to all workers."),
    /** Batches sent and not acknowledged. */
    FIB_PENDING("ipv8_fib_pending_batches", Type.GAUGE, List.of(),
        "Batches sent and not acknowledged."),
    /** Full tables sent, by reason. */
    FIB_SNAPSHOTS("ipv8_fib_snapshots_total", Type.COUNTER, List.of("reason"),
        "Full tables sent, by reason."),
    /** Changes overtaken by a later one of the same prefix before they were sent. */
    FIB_COALESCED("ipv8_fib_coalesced_routes_total", Type.COUNTER, List.of(),
        "Changes overtaken by a later one of the same prefix before they were sent."),
    /** Times the dataplane took no more. */
    FIB_BACK_PRESSURE("ipv8_fib_back_pressure_total", Type.COUNTER, List.of(),
        "Times the dataplane took no more."),
    /** Answers that could not be read or were somebody else's, tables that differed, a dataplane of another configuration; what was lost is in the snapshots by reason. */
    FIB_FAULTS("ipv8_fib_protocol_faults_total", Type.COUNTER, List.of("reason"),
        "Answers that could not be read or were somebody else's, tables that differed, a dataplane of another configuration; what was lost is in the snapshots by reason."),
    /** 1 for the state the journal is in. */
    JOURNAL_STATE("ipv8_journal_state", Type.GAUGE, List.of("state"),
        "1 for the state the journal is in."),
    /** Bytes of the last checkpoint and of all frames since the control plane began. */
    JOURNAL_SIZE("ipv8_journal_size_bytes", Type.GAUGE, List.of(),
        "Bytes of the last checkpoint and of all frames since the control plane began."),
    /** Frames written. */
    JOURNAL_FRAMES("ipv8_journal_frames_total", Type.COUNTER, List.of(),
        "Frames written."),
    /** Bytes written. */
    JOURNAL_BYTES("ipv8_journal_written_bytes_total", Type.COUNTER, List.of(),
        "Bytes written."),
    /** Frames lost because the disk did not keep up; a checkpoint mends it. */
    JOURNAL_OVERRUNS("ipv8_journal_overruns_total", Type.COUNTER, List.of(),
        "Frames lost because the disk did not keep up; a checkpoint mends it."),
    /** Frames not written because the journal was suspended. */
    JOURNAL_DROPPED("ipv8_journal_dropped_frames_total", Type.COUNTER, List.of(),
        "Frames not written because the journal was suspended."),
    /** Checkpoints completed. */
    JOURNAL_CHECKPOINTS("ipv8_journal_checkpoints_total", Type.COUNTER, List.of(),
        "Checkpoints completed."),
    /** Configurations kept for rollback. */
    CONFIG_HISTORY("ipv8_config_history_size", Type.GAUGE, List.of(),
        "Configurations kept for rollback."),
    /** When a configuration was last applied or refused. */
    CONFIG_RELOAD_TIME("ipv8_config_last_reload_timestamp_seconds", Type.GAUGE, List.of(),
        "When a configuration was last applied or refused."),
    /** 1 when the last one was applied. */
    CONFIG_RELOAD_SUCCESS("ipv8_config_last_reload_success", Type.GAUGE, List.of(),
        "1 when the last one was applied."),
    /** 1 while a change waits to be confirmed and would be undone. */
    CONFIG_CONFIRM_PENDING("ipv8_config_confirm_pending", Type.GAUGE, List.of(),
        "1 while a change waits to be confirmed and would be undone."),
    /** 1 when routes are validated. */
    WHOIS8_ENABLED("ipv8_whois8_enabled", Type.GAUGE, List.of(),
        "1 when routes are validated."),
    /** 1 for a server with registry data that is followed at present. */
    WHOIS8_CACHE_STATE("ipv8_whois8_cache_state", Type.GAUGE, List.of("server", "state"),
        "1 for a server with registry data that is followed at present."),
    /** Records held of a registry. */
    WHOIS8_RECORDS("ipv8_whois8_records", Type.GAUGE, List.of("rir"),
        "Records held of a registry."),
    /** Serial of a registry's data. */
    WHOIS8_SERIAL("ipv8_whois8_serial", Type.GAUGE, List.of("rir"),
        "Serial of a registry's data."),
    /** 1 while a registry's data counts. */
    WHOIS8_DATA_LIVE("ipv8_whois8_data_live", Type.GAUGE, List.of("rir"),
        "1 while a registry's data counts."),
    /** Time since the newest head of a registry was signed. */
    WHOIS8_DATA_AGE("ipv8_whois8_data_age_seconds", Type.GAUGE, List.of("rir"),
        "Time since the newest head of a registry was signed."),
    /** Routes by verdict. */
    WHOIS8_ROUTES("ipv8_whois8_routes", Type.GAUGE, List.of("verdict"),
        "Routes by verdict."),
    /** Routes that are kept and not used because of their verdicts. */
    WHOIS8_REFUSED("ipv8_whois8_refused_routes", Type.GAUGE, List.of(),
        "Routes that are kept and not used because of their verdicts."),
    /** Verdicts that changed after they were first given. */
    WHOIS8_VERDICT_CHANGES("ipv8_whois8_verdict_changes_total", Type.COUNTER, List.of(),
        "Verdicts that changed after they were first given."),
    /** Alarms about data of the registries, by fault. */
    WHOIS8_ALARMS("ipv8_whois8_alarms_total", Type.COUNTER, List.of("fault"),
        "Alarms about data of the registries, by fault."),
    /** From the arrival of the last data that changed a verdict until every worker forwarded by it. */
    WHOIS8_DATA_TO_FIB("ipv8_whois8_data_to_fib_seconds", Type.GAUGE, List.of(),
        "From the arrival of the last data that changed a verdict until every worker forwarded by it."),
    /** Events of the control plane process, by level. */
    LOG_MESSAGES("ipv8_log_messages_total", Type.COUNTER, List.of("level"),
        "Events of the control plane process, by level."),
    /** Events that could not be sent to the syslog server. */
    LOG_SYSLOG_LOST("ipv8_log_syslog_lost_messages_total", Type.COUNTER, List.of(),
        "Events that could not be sent to the syslog server."),
    /** Prefixes in the RIB of BGP8. */
    BGP_RIB_PREFIXES("ipv8_bgp_rib_prefixes", Type.GAUGE, List.of(),
        "Prefixes in the RIB of BGP8."),
    /** Paths of all neighbours, and what originates here. */
    BGP_RIB_PATHS("ipv8_bgp_rib_paths", Type.GAUGE, List.of(),
        "Paths of all neighbours, and what originates here."),
    /** Memory of the tables of BGP8. */
    BGP_RIB_MEMORY("ipv8_bgp_rib_memory_bytes", Type.GAUGE, List.of(),
        "Memory of the tables of BGP8."),
    /** 1 when the session is established, 0 when not, 2 when the operator has shut it down. */
    BGP_PEER_STATE("ipv8_bgp_peer_state", Type.GAUGE, List.of("neighbor", "remote_as"),
        "1 when the session is established, 0 when not, 2 when the operator has shut it down."),
    /** How long the session has been established. */
    BGP_PEER_UPTIME("ipv8_bgp_peer_uptime_seconds", Type.GAUGE, List.of("neighbor", "remote_as"),
        "How long the session has been established."),
    /** Paths held of the neighbour, before any policy. */
    BGP_PEER_RECEIVED("ipv8_bgp_peer_prefixes_received", Type.GAUGE, List.of("neighbor", "remote_as"),
        "Paths held of the neighbour, before any policy."),
    /** Of these, those that may be used. */
    BGP_PEER_ACCEPTED("ipv8_bgp_peer_prefixes_accepted", Type.GAUGE, List.of("neighbor", "remote_as"),
        "Of these, those that may be used."),
    /** Of these, those that may not, by reason. */
    BGP_PEER_FILTERED("ipv8_bgp_peer_prefixes_filtered", Type.GAUGE, List.of("neighbor", "remote_as", "reason"),
        "Of these, those that may not, by reason."),
    /** Of these, those from before the neighbour's restart. */
    BGP_PEER_STALE("ipv8_bgp_peer_prefixes_stale", Type.GAUGE, List.of("neighbor", "remote_as"),
        "Of these, those from before the neighbour's restart."),
    /** Prefixes the neighbour is told of. */
    BGP_PEER_ADVERTISED("ipv8_bgp_peer_prefixes_advertised", Type.GAUGE, List.of("neighbor", "remote_as"),
        "Prefixes the neighbour is told of."),
    /** Prefixes the neighbour still has to be told about. */
    BGP_PEER_OWED("ipv8_bgp_peer_prefixes_owed", Type.GAUGE, List.of("neighbor", "remote_as"),
        "Prefixes the neighbour still has to be told about."),
    /** UPDATE messages read. */
    BGP_PEER_UPDATES_IN("ipv8_bgp_peer_updates_received_total", Type.COUNTER, List.of("neighbor", "remote_as"),
        "UPDATE messages read."),
    /** UPDATE messages sent. */
    BGP_PEER_UPDATES_OUT("ipv8_bgp_peer_updates_sent_total", Type.COUNTER, List.of("neighbor", "remote_as"),
        "UPDATE messages sent."),
    /** Rules that UPDATE messages of the neighbour broke (RFC 7606), by rule. */
    BGP_PEER_ERRORS("ipv8_bgp_peer_errors_total", Type.COUNTER, List.of("neighbor", "remote_as", "rule"),
        "Rules that UPDATE messages of the neighbour broke (RFC 7606), by rule."),
    /** How often the session went down. */
    BGP_PEER_FLAPS("ipv8_bgp_peer_session_downs_total", Type.COUNTER, List.of("neighbor", "remote_as"),
        "How often the session went down."),
    /** Cost Factor of the session, as added to the neighbour's routes. */
    BGP_PEER_COST("ipv8_bgp_peer_cost_factor", Type.GAUGE, List.of("neighbor", "remote_as"),
        "Cost Factor of the session, as added to the neighbour's routes."),
    /** Time the values took to collect. */
    SCRAPE_DURATION("ipv8_scrape_duration_seconds", Type.GAUGE, List.of("collector"),
        "Time the values took to collect."),
    /** 0 when the values could not be read and are missing. */
    COLLECTOR_UP("ipv8_collector_up", Type.GAUGE, List.of("collector"),
        "0 when the values could not be read and are missing."),
    /** CPU time of the control plane process. */
    PROCESS_CPU("process_cpu_seconds_total", Type.COUNTER, List.of(),
        "CPU time of the control plane process."),
    /** Start of the control plane process, since 1970. */
    PROCESS_START("process_start_time_seconds", Type.GAUGE, List.of(),
        "Start of the control plane process, since 1970."),
    /** Resident memory of the control plane process. */
    PROCESS_RESIDENT("process_resident_memory_bytes", Type.GAUGE, List.of(),
        "Resident memory of the control plane process."),
    /** Open file descriptors of the control plane process. */
    PROCESS_FDS("process_open_fds", Type.GAUGE, List.of(),
        "Open file descriptors of the control plane process."),
    /** Memory the JVM uses. */
    JVM_MEMORY("jvm_memory_used_bytes", Type.GAUGE, List.of("area"),
        "Memory the JVM uses."),
    /** Threads of the JVM. */
    JVM_THREADS("jvm_threads_current", Type.GAUGE, List.of(),
        "Threads of the JVM."),
    /** Time in collections, and their number. */
    JVM_GC("jvm_gc_collection_seconds", Type.SUMMARY, List.of("gc"),
        "Time in collections, and their number.");

    /** What may happen to the value. */
    public enum Type { COUNTER, GAUGE, INFO, SUMMARY }

    private final String metricName;
    private final Type type;
    private final List<String> labels;
    private final String help;
    private final String portCounter;

    Metric(final String metricName, final Type type, final List<String> labels, final String help) {
        this(metricName, type, labels, help, null);
    }

    Metric(final String metricName, final Type type, final List<String> labels, final String help, final String portCounter) {
        this.metricName = metricName;
        this.type = type;
        this.labels = labels;
        this.help = help;
        this.portCounter = portCounter;
    }

    /** The name in the exposition. */
    public String metricName() {
        return metricName;
    }

    public Type type() {
        return type;
    }

    /** In the order in which values are given. */
    public List<String> labels() {
        return labels;
    }

    public String help() {
        return help;
    }

    /** Key of the port counter that this metric shows, or null. */
    public String portCounter() {
        return portCounter;
    }

    /** The table in docs/metrics.md. */
    static String manual() {
        final StringBuilder table = new StringBuilder("| Metric | Type | Labels | Meaning |\n|---|---|---|---|\n");
        for (final Metric metric : values()) {
            table.append("| `").append(metric.metricName).append("` | ").append(metric.type.name().toLowerCase(Locale.ROOT)).append(" | ")
                .append(String.join(", ", metric.labels)).append(" | ").append(metric.help).append(" |\n");
        }
        return table.toString();
    }
}
