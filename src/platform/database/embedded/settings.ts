/** What the server may be asked for. Turning fsync off loses data at a crash: for tests only. */
export interface ServerSettings {
  socketDir: string;
  fsync: boolean;
}

/** The server's settings as arguments: for a small server of 2 cores, and given anew at each start so that they upgrade. */
export function settingArguments({ socketDir, fsync }: ServerSettings): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    max_connections: '60',
    // A restore makes all tables in one transaction, and holds a lock for each table and index until it ends.
    max_locks_per_transaction: '256',
    shared_buffers: fsync ? '256MB' : '64MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    checkpoint_completion_target: '0.9',
    wal_compression: 'on',
    random_page_cost: '1.1',
    max_parallel_workers_per_gather: '1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    password_encryption: 'scram-sha-256',
    // Hourly files named by the hour overwrite themselves: nothing in them gets older than a day.
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%H.log',
    log_rotation_age: '60',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_file_mode: '0600',
    // Statements, parameters and the DETAIL of a broken constraint carry personal data: they stay out of the log.
    log_min_error_statement: 'panic',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
    log_line_prefix: '%m [%p] %a ',
  };
  if (!fsync) Object.assign(settings, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
