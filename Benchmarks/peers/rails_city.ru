# The peer in Rails: the list of signals and a form that sends one, with sessions and protection against forged requests.
ENV["RAILS_ENV"] = "production"
require "rails"
require "active_record/railtie"
require "action_controller/railtie"
require "securerandom"

class Peer < Rails::Application
  config.root = __dir__
  config.load_defaults 6.1
  config.eager_load = true
  config.consider_all_requests_local = false
  config.secret_key_base = ENV.fetch("PEER_KEY")
  config.hosts.clear
  config.logger = Logger.new(File::NULL)
  config.log_level = :error
  config.session_store :cookie_store, key: "_peer"
  config.paths["config/database"] = ENV.fetch("PEER_DATABASE_FILE")
  config.paths["app/views"] = ["rails_views"]
  config.action_controller.perform_caching = false
  routes.append do
    get "/signals", to: "signals#index"
    get "/signals/new", to: "signals#new"
    post "/signals/new", to: "signals#create"
    get "/sign-in", to: "signals#sign_in"
  end
end

class Person < ActiveRecord::Base
  self.table_name = "person"
end
class CitySignal < ActiveRecord::Base
  self.table_name = "signal"
  validates :text, presence: true, length: { maximum: 2000 }
  validates :place, length: { maximum: 120 }
end
class Entry < ActiveRecord::Base
  self.table_name = "entry"
end
class Notice < ActiveRecord::Base
  self.table_name = "notice"
end
class Act < ActiveRecord::Base
  self.table_name = "act"
end

class SignalsController < ActionController::Base
  protect_from_forgery with: :exception
  layout "site"
  before_action :known, except: :sign_in

  def index
    rows = CitySignal.where(state: "accepted").order(created_at: :desc, id: :desc).limit(51).to_a
    @rows, @more = rows.first(50), rows.size > 50
    @count = CitySignal.where(state: "accepted").limit(1001).count
  end

  def new
    @signal = CitySignal.new
    @act = SecureRandom.hex(16)
  end

  def create
    now = Time.now
    @signal = CitySignal.new(code: "KU-" + SecureRandom.hex(6), text: params[:text], place: params[:place].to_s, district: "Kirkkola", state: "sent", author: @person.id, created_at: now)
    unless @signal.valid?
      @act = params[:act]
      return render(:new, status: 422)
    end
    ActiveRecord::Base.transaction do
      Act.create!(id: params[:act])
      @signal.save!
      Entry.create!(event: "signal.sent", signal: @signal.id, person: @person.id, body: @signal.text, at: now)
      Notice.create!(event: "signal.sent", signal: @signal.id, state: "waiting", at: now)
    end
    redirect_to "/signals", status: 303
  end

  # Without a password: this is a measurement.
  def sign_in
    reset_session
    session[:person] = Person.first.id
    redirect_to "/signals"
  end

  private

  def known
    @person = Person.find_by(id: session[:person]) or redirect_to("/sign-in")
  end
end

Rails.application.initialize!
run Rails.application
