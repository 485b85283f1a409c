import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { ProgramsInForce } from '@app/programs';
import {
  databaseDecisionSnapshots,
  databaseSnapshots,
  FactsCache,
  Questions,
  Reasons,
  StandingsProjection,
} from '@app/projections';
import { Recorder } from '@app/recording';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import { AccessLog } from './access/access-log.js';
import { AccessRecordsController } from './access/access-records.controller.js';
import { RateLimits } from './access/rate-limits.js';
import { ALERT_CONTROLLERS, alertParts } from './alerts/alerts-parts.js';
import { watchParts } from './alerts/watch-parts.js';
import { AccessGuard } from './auth/access.guard.js';
import { KeyRing } from './auth/key-ring.js';
import { Clock } from './clock.js';
import { RouteTable } from './http/route-table.js';
import { Shutdown } from './http/shutdown.js';
import { ImportsController } from './imports/imports.controller.js';
import { importParts } from './imports/imports-parts.js';
import { EventsController } from './ingest/events.controller.js';
import { SubmitFactsHandler, SubmitFactsTogetherHandler } from './ingest/submit-facts.js';
import { Vocabulary } from './ingest/vocabulary.js';
import { KeysController } from './keys/keys.controller.js';
import { DocumentationController, DocumentText } from './openapi/documentation.controller.js';
import { Damage } from './operations/damage.js';
import { logging } from './operations/logging.js';
import { Metrics } from './operations/metrics.js';
import { OperationsController } from './operations/operations.controller.js';
import { RequestLog } from './operations/request-log.js';
import { StandingsWorker } from './operations/standings-worker.js';
import { Changes } from './live/changes.js';
import { ChangesStreamController } from './live/changes-stream.controller.js';
import { PersonalDataController } from './personal-data/personal-data.controller.js';
import { ProblemFilter } from './problems/problem-filter.js';
import { ProgramsWatch } from './programs/programs-watch.js';
import { OrganizationsHandler, ProgramsHandler } from './query/directory-handlers.js';
import { QuarantineController } from './quarantine/quarantine.controller.js';
import { QueriesController } from './query/queries.controller.js';
import { ReasonsController } from './query/reasons.controller.js';
import {
  CompetenciesHandler,
  DependenciesHandler,
  EvidenceHandler,
  ExplanationHandler,
  PathHandler,
  WhatIfHandler,
  WindowHandler,
} from './query/reason-handlers.js';
import {
  FactsHandler,
  HistoryHandler,
  IndividualsHandler,
  RevenueHandler,
  StandingHandler,
} from './query/question-handlers.js';
import { RevisionWait } from './query/revision-wait.js';
import { personalDataKeeper, type Runtime } from './runtime.js';
import { SessionController } from './session/session.controller.js';
import { ScimController } from './scim/scim.controller.js';
import { ScimUsers } from './scim/scim-users.js';
import { CONFIG, DATABASE, EVENT_STORE, PROGRAMS } from './tokens.js';

/** The whole service: every part, and what it is given. */
@Module({})
export class AppModule {
  /** `routes` and `shutdown` are those that the HTTP server was made with. */
  static of(runtime: Runtime, routes: RouteTable, shutdown: Shutdown): DynamicModule {
    const { config, store, database, programs } = runtime;
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot(), DiscoveryModule, LoggerModule.forRoot(logging(config))],
      controllers: [
        EventsController,
        QueriesController,
        ReasonsController,
        SessionController,
        ChangesStreamController,
        KeysController,
        PersonalDataController,
        ...ALERT_CONTROLLERS,
        ImportsController,
        ScimController,
        AccessRecordsController,
        QuarantineController,
        OperationsController,
        DocumentationController,
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: EVENT_STORE, useValue: store },
        { provide: DATABASE, useValue: database },
        { provide: ProgramsInForce, useValue: programs },
        { provide: PROGRAMS, useValue: programs.current },
        { provide: RouteTable, useValue: routes },
        { provide: Shutdown, useValue: shutdown },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ...recordingAndReading(runtime),
        ...alertParts(runtime),
        ...importParts(runtime),
        ...watchParts(runtime),
        ...[Clock, KeyRing, Vocabulary, RevisionWait, DocumentText, ScimUsers],
        ...[AccessLog, RateLimits, Changes],
        ...[Metrics, RequestLog, Damage, StandingsWorker, ProgramsWatch],
        ...[SubmitFactsHandler, SubmitFactsTogetherHandler],
        ...[StandingHandler, IndividualsHandler, HistoryHandler, RevenueHandler, FactsHandler],
        ...[OrganizationsHandler, ProgramsHandler],
        ...[CompetenciesHandler, EvidenceHandler, ExplanationHandler],
        ...[PathHandler, DependenciesHandler, WhatIfHandler, WindowHandler],
      ],
    };
  }
}

/** What becomes of a damaged snapshot: operators are told, and nothing else happens. */
function toldTo(logger: PinoLogger): (organizationId: string) => void {
  return (organizationId) => {
    logger.warn({ organizationId }, 'a snapshot is damaged; its facts are read again');
  };
}

function recordingAndReading({ config, store, database, programs }: Runtime) {
  return [
    {
      provide: Recorder,
      inject: [FactsCache, PinoLogger, Damage],
      useFactory: (facts: FactsCache, logger: PinoLogger, damage: Damage) =>
        new Recorder({
          store,
          onUnreadable: damage.found,
          snapshots: databaseDecisionSnapshots(database, toldTo(logger)),
          keepPersonalData: personalDataKeeper(database),
          onRecorded: (organizationId, recorded) => {
            facts.take(organizationId, recorded);
          },
        }),
    },
    {
      provide: FactsCache,
      inject: [PinoLogger],
      useFactory: (logger: PinoLogger) =>
        new FactsCache({
          store,
          snapshots: databaseSnapshots(database, toldTo(logger)),
        }),
    },
    {
      provide: Questions,
      inject: [FactsCache, Clock],
      useFactory: (facts: FactsCache, { today }: Clock) =>
        new Questions({ facts, programs: programs.current, today }),
    },
    {
      provide: Reasons,
      inject: [FactsCache, Clock, PinoLogger],
      useFactory: (facts: FactsCache, { today }: Clock, logger: PinoLogger) =>
        new Reasons({
          ...{ facts, programs: programs.current, today, store, now: Date.now },
          snapshots: databaseDecisionSnapshots(database, toldTo(logger)),
        }),
    },
    {
      provide: StandingsProjection,
      inject: [FactsCache, Clock, Damage],
      useFactory: (facts: FactsCache, { today }: Clock, damage: Damage) =>
        new StandingsProjection({
          store,
          database,
          facts,
          programs: programs.current,
          today,
          timeZone: config.timeZone,
          onUndecodable: damage.found,
          onReadable: damage.isReadable,
        }),
    },
  ];
}
